import { describe, expect, it } from 'vitest';
import { parseContent } from './parse-content';
import { orderRegions } from './pdf-order';
import { boundsOf, type PdfRegion } from './pdf-regions';
import type { PdfWord } from './pdf-words';
import { drawPdf, testFile } from './test-files';

/** A line of words that starts at a place; each word is 40 points wide with 4 between. */
function line(text: string, x: number, y: number): PdfWord[] {
  return text.split(' ').map((word, index) => ({ text: word, x: x + index * 44, y, width: 40, height: 10, size: 10, bold: false, rotated: false, line: Math.round(y) }));
}
const region = (...lines: PdfWord[][]): PdfRegion => ({ block: { kind: 'paragraph' }, lines });
const text = (regions: PdfRegion[]) => regions.map(({ lines }) => lines.map((words) => words.map((word) => word.text).join(' ')).join(' / '));

/** Lines of a column, a to z. */
const column = (mark: string, x: number, y: number, count: number) => Array.from({ length: count }, (_, index) => line(`${mark}${index} is prose here`, x, y + index * 14));

describe('orderRegions', () => {
  it('reads down each column, below a title over both, whatever the layout says', () => {
    const [title, left, right] = [region(line('A title that runs over both of the columns here', 60, 40)), column('l', 60, 80, 6), column('r', 320, 80, 6)];
    const pieces = [region(...right.slice(0, 2)), region(...left.slice(0, 3)), title, region(...right.slice(2)), region(...left.slice(3))];
    expect(text(orderRegions(pieces)).map((words) => words.slice(0, 2))).toEqual(['A ', 'l0', 'l3', 'r0', 'r2']);
  });

  it('parts a block whose lines run across two columns, around a heading over both', () => {
    const [left, right] = [column('l', 60, 80, 8), column('r', 320, 80, 8)];
    const across = left.map((words, index) => [...words, ...(right[index] ?? [])]);
    across.splice(4, 0, line('one heading over both columns in the middle of them', 60, 80 + 3.5 * 14));
    const parted = orderRegions([region(...across)]);
    expect(text(parted).map((words) => words.slice(0, 2))).toEqual(['l0', 'r0', 'on', 'l4', 'r4']);
    expect(parted.flatMap(({ lines }) => lines.flat())).toHaveLength(across.flat().length);
  });

  it('reads names beside values across, and leaves cells of a table together', () => {
    const names = ['Name', 'Street', 'Town'].map((name, index) => region(line(name, 60, 80 + index * 30)));
    const values = ['Jo Bloggs', 'High Street', 'Leeds'].map((value, index) => region(line(value, 320, 80 + index * 30)));
    expect(text(orderRegions([...values, ...names]))).toEqual(['Name', 'Jo Bloggs', 'Street', 'High Street', 'Town', 'Leeds']);
    const table = region(...[0, 1, 2, 3].map((row) => [...line('cell', 60, 80 + row * 14), ...line('7', 320, 80 + row * 14)]));
    expect(orderRegions([table])).toEqual([table]);
  });

  it('keeps text that runs through a narrow space together', () => {
    const block = region(...column('w', 60, 80, 6));
    expect(orderRegions([block])).toEqual([block]);
    expect(boundsOf(block.lines.flat()).width).toBe(172);
  });
});

describe('two columns of a real page', () => {
  it('are read one after the other, a word broken between them made whole', async () => {
    const sentence = (mark: string) => `${mark} column holds sentences of its own that fill many lines from edge to edge, so that nobody can take it for a table. `;
    const file = await drawPdf((document) => {
      document.fontSize(20).text('A paper in two columns').fontSize(10).moveDown();
      const y = document.y;
      document.text(`${sentence('The left').repeat(6)}It ends in the middle of a com-`, 60, y, { width: 225, align: 'justify' });
      document.text(`pound. ${sentence('The right').repeat(6)}`, 310, y, { width: 225, align: 'justify' });
    });
    const parsed = await parseContent(await testFile(file), 'pdf', 30_000);
    expect(parsed.text.replace(/\s+/g, ' ').trim()).toBe(`A paper in two columns ${sentence('The left').repeat(6)}It ends in the middle of a com- pound. ${sentence('The right').repeat(6)}`.replace('com- pound', 'compound').trim());
  });
});
