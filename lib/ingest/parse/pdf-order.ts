// The order in which a page is read, by the white space on it: the recursive X-Y cut (Nagy and Seth 1984), columns first.
import { boundsOf, intoLines, type PdfRegion } from './pdf-regions';
import type { PdfWord } from './pdf-words';

type Placed = { region: PdfRegion; left: number; right: number; top: number; bottom: number };

/** What stands side by side in columns of prose holds at least so many lines, and words in each on average. */
const leastLines = 3;
const leastWords = 3;
/** The same where the layout sees a table. */
const leastTableWords = 5;
/** Of the lines of a block, so many may cross the space between its columns: headings over both. */
const mostCrossing = 0.15;
/** Of the lines of a column, so many reach its right edge or nearly so. */
const leastFull = 0.6;
/** A space between columns, in heights of a line. */
const leastGutter = 0.7;

/** A horizontal line that is drawn on the page. */
export type Rule = { x1: number; x2: number; y: number };

/** The regions of a page in the order in which they are read, columns that the layout took for one block apart. */
export function orderRegions(regions: PdfRegion[], rules: Rule[] = []): PdfRegion[] {
  return cut(regions.flatMap((region) => partColumns(region, rules)).map(placed)).map(({ region }) => region);
}

function placed(region: PdfRegion): Placed {
  const { x, y, width, height } = boundsOf(region.lines.flat());
  // A little less than they take up: neighbours may touch.
  return { region, left: x + 1, right: x + width - 1, top: y + height * 0.1, bottom: y + height * 0.9 };
}

function cut(group: Placed[]): Placed[] {
  if (group.length < 2) return group;
  const columns = apart(group, 'left', 'right');
  if (columns.filter(isProse).length > 1) return columns.flatMap(cut);
  const rows = apart(group, 'top', 'bottom');
  if (rows.length > 1) return joinRows(rows).flatMap(cut);
  return columns.length > 1 ? columns.flatMap(cut) : group;
}

/** Groups between which white space runs from side to side (or from top to bottom). */
function apart(group: Placed[], from: 'left' | 'top', to: 'right' | 'bottom'): Placed[][] {
  const parts: Placed[][] = [];
  let end = -Infinity;
  for (const one of group.toSorted((a, b) => a[from] - b[from])) {
    if (one[from] >= end || parts.length === 0) parts.push([one]);
    else parts.at(-1)?.push(one);
    end = Math.max(end, one[to]);
  }
  // Within a part the layout's order stands.
  return parts.map((part) => group.filter((one) => part.includes(one)));
}

/** Rows that go on in the same columns are read down the columns, not across: only what runs over all columns parts them. */
function joinRows(rows: Placed[][]): Placed[][] {
  const joined: Placed[][] = [];
  for (const row of rows) {
    const before = joined.at(-1);
    if (before && apart([...before, ...row], 'left', 'right').filter(isProse).length > 1) before.push(...row);
    else joined.push([...row]);
  }
  return joined;
}

function isProse(column: Placed[]): boolean {
  const lines = column.flatMap(({ region }) => region.lines);
  return lines.length >= leastLines && lines.flat().length >= lines.length * leastWords;
}

/** Parts a block whose lines run across two or more columns of prose. */
function partColumns(region: PdfRegion, rules: Rule[]): PdfRegion[] {
  const words = region.lines.flat();
  if (region.lines.length < leastLines || words.some((word) => word.rotated)) return [region];
  const gutter = gutterOf(region.lines, region.block?.kind === 'table' ? leastTableWords : leastWords);
  if (gutter === undefined || isRuled(boundsOf(words), gutter, rules)) return [region];
  const parts: PdfRegion[] = [];
  let sides: [PdfWord[], PdfWord[]] = [[], []];
  const flush = () => {
    for (const side of sides) if (side.length > 0) parts.push(...partColumns({ block: { kind: 'paragraph' }, lines: intoLines(side) }, rules));
    sides = [[], []];
  };
  for (const line of region.lines) {
    if (line.some((word) => crosses(word, gutter)) || isOver(line, gutter)) {
      flush();
      parts.push({ block: { kind: 'paragraph' }, lines: [line] });
    } else for (const word of line) sides[word.x < gutter ? 0 : 1].push(word);
  }
  flush();
  return parts;
}

function crosses(word: PdfWord, x: number): boolean {
  return word.x < x && word.x + word.width > x;
}

/** Whether a line runs on over the space between columns with no more than a space between its words. */
function isOver(line: PdfWord[], x: number): boolean {
  const after = line.findIndex((word) => word.x >= x);
  const [left, right] = [line[after - 1], line[after]];
  return left !== undefined && right !== undefined && right.x - left.x - left.width < left.height * 0.45;
}

/** Where the widest space runs down between two columns of prose; undefined where none does. */
function gutterOf(lines: PdfWord[][], leastWords: number): number | undefined {
  const height = lines.flat().reduce((sum, word) => sum + word.height, 0) / Math.max(1, lines.flat().length);
  const gaps = lines.flatMap((line) => line.flatMap((word, index) => gapAfter(word, line[index + 1], height * leastGutter)));
  const middles = [...new Set(gaps.map((middle) => Math.round(middle)))];
  let best: { x: number; crossing: number } | undefined;
  for (const x of middles) {
    const crossing = lines.filter((line) => line.some((word) => crosses(word, x)) || isOver(line, x)).length;
    if (!best || crossing < best.crossing) best = { x, crossing };
  }
  if (!best || best.crossing > lines.length * mostCrossing) return undefined;
  const { x } = best;
  const across = lines.filter((line) => !line.some((word) => crosses(word, x)) && !isOver(line, x));
  const sides = [across.map((line) => line.filter((word) => word.x < x)), across.map((line) => line.filter((word) => word.x >= x))];
  return sides.every((side) => isColumn(side.filter((line) => line.length > 0), leastWords)) ? x : undefined;
}

/** Whether lines are prose and most of them full, as those of a column are and cells of a table are not. */
function isColumn(lines: PdfWord[][], leastWords: number): boolean {
  if (lines.length < leastLines || lines.flat().length < lines.length * leastWords) return false;
  const { x, width } = boundsOf(lines.flat());
  const full = lines.filter((line) => line.some((word) => word.x + word.width > x + width * 0.85));
  return full.length >= lines.length * leastFull;
}

/** Whether lines are drawn across the space between columns: then they are those of a table. */
function isRuled(box: { y: number; height: number }, x: number, rules: Rule[]): boolean {
  const across = rules.filter((rule) => rule.x1 < x && rule.x2 > x && rule.y > box.y - 2 && rule.y < box.y + box.height + 2);
  return new Set(across.map((rule) => Math.round(rule.y))).size > 1;
}

function gapAfter(word: PdfWord, next: PdfWord | undefined, least: number): number[] {
  if (!next) return [];
  const end = word.x + word.width;
  return next.x - end >= least ? [(end + next.x) / 2] : [];
}
