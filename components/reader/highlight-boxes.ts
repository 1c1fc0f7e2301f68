import type { Page, Span } from '@/lib/ingest/parse/parsed-document';

/** A box on a page, in points from the page's top left. */
export type Box = { x: number; y: number; width: number; height: number };

/** The boxes to mark on one page; never empty. `page` is the 1-based number. */
export type PageBoxes = { page: number; boxes: Box[] };

/**
 * Where the words of a span stand on the pages: one box per line. Empty when no word of the span has a box, or when
 * the words that have one make up less than most of what was quoted: a wrong mark is worse than none.
 */
export function highlightBoxes(pages: readonly Page[], text: string, span: Span): PageBoxes[] {
  const wanted = letters(text.slice(span.start, span.end));
  if (wanted === 0) return [];
  let found = 0;
  const marked: PageBoxes[] = [];
  for (const page of pages) {
    if (page.end <= span.start || page.start >= span.end) continue;
    const words = page.words.filter(([start, end]) => start < span.end && end > span.start);
    if (words.length === 0) continue;
    for (const [start, end] of words) found += letters(text.slice(Math.max(start, span.start), Math.min(end, span.end)));
    marked.push({ page: page.number, boxes: lines(words.map(([, , x, y, width, height]) => ({ x, y, width, height }))) });
  }
  return found >= wanted * 0.8 ? marked : [];
}

/** Joins boxes that follow one another on the same line; a step back or a wide gap (another column) begins a new one. */
function lines(boxes: Box[]): Box[] {
  const joined: Box[] = [];
  for (const box of boxes) {
    const last = joined.at(-1);
    if (last && sameLine(last, box) && box.x >= last.x && box.x - (last.x + last.width) < 2 * Math.max(last.height, box.height)) {
      const right = Math.max(last.x + last.width, box.x + box.width);
      const bottom = Math.max(last.y + last.height, box.y + box.height);
      last.y = Math.min(last.y, box.y);
      last.width = right - last.x;
      last.height = bottom - last.y;
    } else {
      joined.push({ ...box });
    }
  }
  return joined;
}

function sameLine(a: Box, b: Box): boolean {
  const overlap = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return overlap > 0.5 * Math.min(a.height, b.height);
}

function letters(text: string): number {
  return text.match(/[\p{L}\p{N}]/gu)?.length ?? 0;
}
