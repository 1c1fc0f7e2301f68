import type { LayoutBlock, Rect } from '@llamaindex/liteparse';
import type { PdfWord } from './pdf-words';

/** A layout block with the words that stand in it; `loose` ones the layout does not know. */
export type PdfRegion = { block?: LayoutBlock; lines: PdfWord[][] };

const textKinds = new Set(['heading', 'paragraph', 'list_item', 'code', 'table', 'grid_fallback']);

/** Sorts a page's words into its layout blocks. No word is lost: what no block claims becomes a region of its own. */
export function pageRegions(blocks: LayoutBlock[], words: PdfWord[]): PdfRegion[] {
  const boxes = blocks.flatMap((block) => (block.bbox && textKinds.has(block.kind) ? [{ block, box: block.bbox, words: [] as PdfWord[] }] : []));
  const loose: PdfWord[] = [];
  for (const word of words) {
    let best: (typeof boxes)[number] | undefined;
    for (const candidate of boxes) {
      if (contains(candidate.box, word) && (!best || area(candidate.box) < area(best.box))) best = candidate;
    }
    (best?.words ?? loose).push(word);
  }
  const regions = boxes.map(({ block, box, words: own }) => ({ block, box, lines: intoLines(own) }));
  for (const group of looseGroups(loose)) {
    const box = boundsOf(group.flat());
    // Before the first block that starts below it in its column.
    const at = regions.findIndex((region) => region.box.y >= box.y + box.height / 2 && region.box.x < box.x + box.width && region.box.x + region.box.width > box.x);
    regions.splice(at < 0 ? regions.length : at, 0, { block: { kind: 'paragraph' }, box, lines: group });
  }
  return regions.filter((region) => region.lines.length > 0).map(({ block, lines }) => ({ block, lines }));
}

/** Lines from top to bottom, words from left to right; rotated text keeps the order of the file. */
export function intoLines(words: PdfWord[]): PdfWord[][] {
  if (words.filter((word) => word.rotated).length * 2 > words.length) return words.length > 0 ? [words] : [];
  const sorted = words.toSorted((one, other) => middle(one) - middle(other));
  const lines: PdfWord[][] = [];
  for (const word of sorted) {
    const line = lines.at(-1);
    const last = line?.at(-1);
    if (line && last && Math.abs(middle(word) - middle(last)) < Math.min(word.height, last.height) * 0.5) line.push(word);
    else lines.push([word]);
  }
  for (const line of lines) if (!isRightToLeft(line)) line.sort((one, other) => one.x - other.x);
  return lines;
}

/** Words by cell: the cell that holds the word's middle, else the nearest. */
export function wordsByCell(cells: { bbox?: Rect }[][], words: PdfWord[]): PdfWord[][][] {
  const grid = cells.map((row) => row.map((): PdfWord[] => []));
  for (const word of words) {
    let best: PdfWord[] | undefined;
    let nearest = Infinity;
    cells.forEach((row, rowIndex) =>
      row.forEach((cell, column) => {
        if (!cell.bbox) return;
        const distance = distanceTo(cell.bbox, word);
        if (distance < nearest) {
          nearest = distance;
          best = grid[rowIndex]?.[column];
        }
      }),
    );
    best?.push(word);
  }
  return grid;
}

function looseGroups(words: PdfWord[]): PdfWord[][][] {
  const groups: PdfWord[][][] = [];
  for (const [, run] of Map.groupBy(words, (word) => word.line)) {
    const last = groups.at(-1)?.at(-1)?.[0];
    const first = run[0];
    if (!first) continue;
    const near = last && Math.abs(last.size - first.size) < 0.5 && first.y - last.y >= 0 && first.y - last.y < first.height * 1.8 && Math.abs(first.x - last.x) < 200;
    if (near) groups.at(-1)?.push(run);
    else groups.push([run]);
  }
  return groups.map((group) => intoLines(group.flat()));
}

export function boundsOf(words: PdfWord[]): Rect {
  let [left, top, right, bottom] = [Infinity, Infinity, 0, 0];
  for (const word of words) {
    left = Math.min(left, word.x);
    top = Math.min(top, word.y);
    right = Math.max(right, word.x + word.width);
    bottom = Math.max(bottom, word.y + word.height);
  }
  return { x: left, y: top, width: right - left, height: bottom - top };
}

function contains(box: Rect, word: PdfWord): boolean {
  const x = word.x + word.width / 2;
  const y = middle(word);
  return x >= box.x - 1 && x <= box.x + box.width + 1 && y >= box.y - 1 && y <= box.y + box.height + 1;
}

function distanceTo(box: Rect, word: PdfWord): number {
  const x = word.x + word.width / 2;
  const y = middle(word);
  const across = Math.max(box.x - x, 0, x - box.x - box.width);
  const down = Math.max(box.y - y, 0, y - box.y - box.height);
  // Rows are closer together than columns: leaving the row costs more.
  return across + down * 4;
}

function middle(word: PdfWord): number {
  return word.y + word.height / 2;
}

function area(box: Rect): number {
  return box.width * box.height;
}

function isRightToLeft(line: PdfWord[]): boolean {
  const text = line.map((word) => word.text).join('');
  return (text.match(/[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]/g)?.length ?? 0) * 2 > text.length;
}
