import { describe, expect, it } from 'vitest';
import type { Page } from '@/lib/ingest/parse/parsed-document';
import { highlightBoxes } from './highlight-boxes';

// Two lines of words, 10 points per letter, on the first page; one line on the second.
const text = 'Staff may work abroad\nfor twenty days.\nAsk first.';

function page(number: number, lines: string[]): Page {
  const words: Page['words'] = [];
  let first = Infinity;
  let last = 0;
  lines.forEach((line, row) => {
    const base = text.indexOf(line);
    for (const match of line.matchAll(/\S+/g)) {
      const start = base + match.index;
      words.push([start, start + match[0].length, 50 + match.index * 10, 100 + row * 20, match[0].length * 10, 12]);
    }
    first = Math.min(first, base);
    last = Math.max(last, base + line.length);
  });
  return { number, width: 600, height: 800, start: first, end: last, words };
}

const pages = [page(1, ['Staff may work abroad', 'for twenty days.']), page(2, ['Ask first.'])];
const spanOf = (words: string) => ({ start: text.indexOf(words), end: text.indexOf(words) + words.length });

describe('highlightBoxes', () => {
  it('G2: marks exactly the words of the span, one box per line', () => {
    expect(highlightBoxes(pages, text, spanOf('work abroad\nfor twenty'))).toEqual([
      { page: 1, boxes: [{ x: 150, y: 100, width: 110, height: 12 }, { x: 50, y: 120, width: 100, height: 12 }] },
    ]);
  });

  it('G2: a span that runs over a page break is marked on both pages', () => {
    expect(highlightBoxes(pages, text, spanOf('days.\nAsk')).map((found) => found.page)).toEqual([1, 2]);
  });

  it('G2: marks nothing where the span has no words, or only a small part of them', () => {
    const blank = pages.map((each) => ({ ...each, words: [] }));
    expect(highlightBoxes(blank, text, spanOf('work abroad'))).toEqual([]);
    const holes = pages.map((each) => ({ ...each, words: each.words.filter((_, n) => n === 2) }));
    expect(highlightBoxes(holes, text, spanOf('Staff may work abroad'))).toEqual([]);
    expect(highlightBoxes(pages, text, { start: 3, end: 3 })).toEqual([]);
  });

  it('does not join words of two columns into one bar', () => {
    const columns: Page = { ...page(1, ['Staff may work abroad']), words: [[0, 5, 50, 100, 50, 12], [6, 9, 300, 100, 30, 12]] };
    expect(highlightBoxes([columns], text, { start: 0, end: 9 })[0]?.boxes).toHaveLength(2);
  });
});
