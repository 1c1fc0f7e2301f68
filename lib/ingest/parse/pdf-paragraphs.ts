import type { PdfWord } from './pdf-words';

/** Parts the lines of one layout block where a wide gap shows that a new paragraph begins. */
export function splitParagraph(lines: PdfWord[][]): PdfWord[][][] {
  const parts: PdfWord[][][] = [];
  for (const line of lines) {
    const before = parts.at(-1)?.at(-1);
    if (before && !startsNew(before, line)) parts.at(-1)?.push(line);
    else parts.push([line]);
  }
  return parts;
}

/** Whether a word goes on with another one, on the next line. */
export function isBroken(word: PdfWord | undefined, below: PdfWord | undefined): boolean {
  return word !== undefined && below !== undefined && /\p{L}\p{Ll}[-\u2010]$/u.test(word.text) && /^\p{Ll}/u.test(below.text);
}

/**
 * Whether a paragraph goes on with other lines: the layout parts it where its font changes, and every page and column
 * does. The line before must be full and unfinished, or end within a word; across pages and columns the next must also
 * begin in the middle of a sentence.
 */
export function continuesOnNextLine(before: PdfWord[][], after: PdfWord[][], isOtherPage: boolean): boolean {
  const last = before.at(-1);
  const next = after[0];
  const end = last?.at(-1);
  const begin = next?.[0];
  if (!last || !next || !end || !begin || end.rotated || begin.rotated) return false;
  if (/[.!?:;)]["”’]?$/.test(end.text) || Math.abs(mainSize(last) - mainSize(next)) > 1.5) return false;
  const isOtherColumn = begin.y < (before[0]?.[0]?.y ?? 0) + begin.height && begin.x > end.x;
  if ((isOtherPage || isOtherColumn) && isBroken(end, begin)) return true;
  if (isOtherPage || isOtherColumn) return /^[\p{Ll}\d(£€$]/u.test(begin.text) && (before.length > 1 ? isFull(end, before) : last.length > 8);
  const distance = begin.y - (last[0]?.y ?? 0);
  return distance > 0 && distance < begin.height * 1.6 && isFull(end, [...before, ...after]);
}

/** Whether a line's last word reaches the right edge of its block, a longer word aside. */
function isFull(end: PdfWord, lines: PdfWord[][]): boolean {
  const right = Math.max(...lines.map((line) => edge(line.at(-1))));
  const left = Math.min(...lines.map((line) => line[0]?.x ?? Infinity));
  return edge(end) > right - (right - left) * 0.2;
}

function startsNew(before: PdfWord[], line: PdfWord[]): boolean {
  const [above] = before;
  const [first] = line;
  if (!above || !first || above.rotated || first.rotated) return false;
  const distance = first.y - above.y;
  const height = Math.max(above.height, first.height);
  return distance > height * 1.75 || (distance > height * 1.3 && Math.abs(mainSize(before) - mainSize(line)) >= 0.4);
}

function mainSize(line: PdfWord[]): number {
  return line.toSorted((one, other) => other.text.length - one.text.length)[0]?.size ?? 0;
}

function edge(word: PdfWord | undefined): number {
  return word ? word.x + word.width : 0;
}
