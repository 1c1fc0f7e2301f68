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
  /** More would have been read around it, had the budget not been spent. */
  full: boolean;
};

export type Candidate = { passageId: string; versionId: string; tokens: number };

type Growing = Extent & { versionId: string };

/**
 * What is read for an answer within a budget of tokens, best first: the chosen passages, which always stay, then the
 * sections around them, then `further` passages that were found, and, with what is left after all of them, whole
 * documents. In this order because a section says more for its tokens than a further passage does, and a document less
 * (docs/measurements.md). What lies inside of another extent has none of its own.
 */
export function widen(chosen: Candidate[], outlines: Map<string, Outline>, budget: number, furthest: Reach, further: Candidate[] = []): Extent[] {
  const read = new Set(chosen.map((passage) => passage.passageId));
  let left = budget - chosen.reduce((sum, passage) => sum + passage.tokens, 0);
  let extents: Growing[] = [];

  /** The passages with all that is not read yet, when the budget has room for that; then they are read. */
  const take = (around: OutlinePassage[]): boolean => {
    const more = around.filter((one) => !read.has(one.passageId)).reduce((sum, one) => sum + one.tokens, 0);
    if (more > left) return false;
    left -= more;
    for (const one of around) read.add(one.passageId);
    return true;
  };

  for (const passage of chosen) {
    if (extents.some((extent) => extent.passageIds.includes(passage.passageId))) continue;
    const section = furthest === 'passage' ? [] : sectionAround(outlines.get(passage.versionId)?.passages ?? [], passage.passageId);
    if (section.length < 2) extents.push(alone(passage, false));
    else extents.push(take(section) ? grown(passage, 'section', section) : alone(passage, true));
  }
  for (const passage of furthest === 'passage' ? [] : further) {
    if (!read.has(passage.passageId) && take([{ ...passage, section: '' }])) extents.push(alone(passage, false));
  }
  if (furthest !== 'document') return extents.map(withoutVersion);

  for (const extent of extents) {
    const outline = outlines.get(extent.versionId);
    // It was read as a whole with a better passage.
    if (!outline || !extents.includes(extent) || (outline.whole && outline.passages.length === extent.passageIds.length)) continue;
    if (!outline.whole || !take(outline.passages)) {
      extent.full = true;
      continue;
    }
    extents = extents.flatMap((one) => (one === extent ? [grown(extent, 'document', outline.passages)] : one.versionId === extent.versionId ? [] : [one]));
  }
  return extents.map(withoutVersion);
}

function alone({ passageId, versionId, tokens }: Candidate, full: boolean): Growing {
  return { passageId, versionId, reach: 'passage', passageIds: [passageId], tokens, full };
}

function grown({ passageId, versionId }: Pick<Growing, 'passageId' | 'versionId'>, reach: Reach, passages: OutlinePassage[]): Growing {
  return { passageId, versionId, reach, passageIds: passages.map((one) => one.passageId), tokens: passages.reduce((sum, one) => sum + one.tokens, 0), full: false };
}

function withoutVersion({ passageId, reach, passageIds, tokens, full }: Growing): Extent {
  return { passageId, reach, passageIds, tokens, full };
}

/** The passages before and after one that belong to the same section, with it; none where it is not among them. */
function sectionAround(passages: OutlinePassage[], passageId: string): OutlinePassage[] {
  const at = passages.findIndex((one) => one.passageId === passageId);
  const section = passages[at]?.section;
  if (section === undefined) return [];
  let start = at;
  let end = at + 1;
  while (passages[start - 1]?.section === section) start -= 1;
  while (passages[end]?.section === section) end += 1;
  return passages.slice(start, end);
}
