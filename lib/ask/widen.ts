/** How much of a document is read around a passage that was chosen. */
export type Reach = 'passage' | 'section' | 'document';

/** A passage by its place in a document; `section` is the same for passages under one heading. */
export type OutlinePassage = { passageId: string; tokens: number; section: string };

/** The passages of one version of a document in their order; `whole` when all of them are there. */
export type Outline = { passages: OutlinePassage[]; whole: boolean };

export type Extent = {
  /** The chosen passage that it stands around. */
  passageId: string;
  reach: Reach;
  /** In the order of the text; the chosen passage is one of them. */
  passageIds: string[];
  tokens: number;
  /** More of the document would not have fitted into the budget. */
  full: boolean;
};

type Chosen = { passageId: string; versionId: string; tokens: number };

const wider: Reach[] = ['document', 'section'];

/**
 * Widens chosen passages, best first, to the whole document or to their section, as far as the tokens that the chosen
 * ones leave of the budget allow. What lies inside of an extent already has none of its own. The chosen ones always stay.
 */
export function widen(chosen: Chosen[], outlines: Map<string, Outline>, budget: number, furthest: Reach): Extent[] {
  const read = new Set(chosen.map((passage) => passage.passageId));
  let left = budget - chosen.reduce((sum, passage) => sum + passage.tokens, 0);
  const covered = new Set<string>();
  const extents: Extent[] = [];
  for (const { passageId, versionId, tokens } of chosen) {
    if (covered.has(passageId)) continue;
    const outline = outlines.get(versionId);
    let full = false;
    let extent: Extent = { passageId, reach: 'passage', passageIds: [passageId], tokens, full };
    for (const reach of wider) {
      if (!outline || (reach === 'document' && furthest !== 'document') || furthest === 'passage') continue;
      const around = reach === 'document' ? (outline.whole ? outline.passages : undefined) : sectionAround(outline.passages, passageId);
      if (!around) full ||= reach === 'document';
      if (!around || around.length === 1) continue;
      const more = around.filter((one) => !read.has(one.passageId)).reduce((sum, one) => sum + one.tokens, 0);
      if (more > left) {
        full = true;
        continue;
      }
      left -= more;
      extent = { passageId, reach, passageIds: around.map((one) => one.passageId), tokens: around.reduce((sum, one) => sum + one.tokens, 0), full };
      break;
    }
    if (extent.reach === 'passage') extent = { ...extent, full };
    for (const id of extent.passageIds) {
      covered.add(id);
      read.add(id);
    }
    extents.push(extent);
  }
  return extents;
}

/** The passages before and after one that belong to the same section; undefined where it is not in the outline. */
function sectionAround(passages: OutlinePassage[], passageId: string): OutlinePassage[] | undefined {
  const at = passages.findIndex((one) => one.passageId === passageId);
  const section = passages[at]?.section;
  if (section === undefined) return undefined;
  let start = at;
  let end = at + 1;
  while (passages[start - 1]?.section === section) start -= 1;
  while (passages[end]?.section === section) end += 1;
  return passages.slice(start, end);
}
