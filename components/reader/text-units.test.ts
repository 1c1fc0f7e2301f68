import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Block } from '@/lib/ingest/parse/parsed-document';
import { textUnits, unitAt } from './text-units';

/** Blocks of every kind laid one after another over a text, with gaps between them. */
const documents = fc
  .array(fc.record({ kind: fc.constantFrom('heading', 'paragraph', 'list-item', 'code', 'table'), gap: fc.nat(3), cells: fc.array(fc.string({ minLength: 1, maxLength: 9 }), { minLength: 1, maxLength: 6 }) }), { maxLength: 12 })
  .map((parts) => {
    let text = '';
    const blocks: Block[] = [];
    for (const { kind, gap, cells } of parts) {
      text += 'loose '.slice(0, gap);
      const start = text.length;
      const row = cells.map((cell) => {
        const from = text.length;
        text += cell;
        return { start: from, end: text.length };
      });
      const span = { start, end: text.length };
      if (kind === 'heading') blocks.push({ ...span, kind, level: 2 });
      else if (kind === 'list-item') blocks.push({ ...span, kind, depth: 0, ordered: true });
      else if (kind === 'table') blocks.push({ ...span, kind, rows: [row], header: false });
      else if (kind === 'code') blocks.push({ ...span, kind });
      else blocks.push({ ...span, kind: 'paragraph' });
    }
    return { text, blocks };
  });

const bare = (text: string) => text.replace(/\s+/gu, '');

describe('textUnits', () => {
  it('G2: shows every word of the text, in order, exactly once', () => {
    fc.assert(
      fc.property(documents, ({ text, blocks }) => {
        const shown = textUnits(text, blocks)
          .flatMap((unit) => (unit.kind === 'rows' ? unit.rows.flat() : [unit]))
          .map((span) => text.slice(span.start, span.end))
          .join('');
        expect(bare(shown)).toBe(bare(text));
      }),
    );
  });

  it('numbers rows as the file does, where hidden ones were left out', () => {
    const rows = [0, 2, 4].map((start) => [{ start, end: start + 1 }]);
    const [unit] = textUnits('a b c', [{ kind: 'table', start: 0, end: 5, rows, header: true, firstRow: 3, rowNumbers: [3, 4, 9] }]);
    expect(unit).toMatchObject({ headerNumber: 3, rowNumbers: [4, 9] });
  });

  it('cuts a long table into slices that keep the row numbers of the file', () => {
    const rows = Array.from({ length: 101 }, (_, n) => [{ start: n * 2, end: n * 2 + 1 }]);
    const text = 'x '.repeat(101);
    const units = textUnits(text, [{ kind: 'table', start: 0, end: 201, rows, header: true, firstRow: 1, sheet: 'Prices' }]);
    expect(units.map((unit) => unit.kind === 'rows' && [unit.rowNumbers?.[0], unit.rows.length, unit.first, unit.sheet])).toEqual([
      [2, 40, true, 'Prices'],
      [42, 40, false, undefined],
      [82, 20, false, undefined],
    ]);
    expect(unitAt(units, rows[60]?.[0]?.start ?? 0)).toBe(1);
  });

  it('numbers ordered items, and not those that carry their own mark', () => {
    const text = 'one two 3) three';
    const labels = textUnits(text, [
      { kind: 'list-item', depth: 0, ordered: true, start: 0, end: 3 },
      { kind: 'list-item', depth: 0, ordered: true, start: 4, end: 7 },
      { kind: 'list-item', depth: 0, ordered: true, start: 8, end: 16 },
    ]).map((unit) => unit.kind === 'list-item' && unit.label);
    expect(labels).toEqual(['1.', '2.', undefined]);
  });

  it('shows the number that the file counts', () => {
    const units = textUnits('one 2.1 two', [
      { kind: 'list-item', depth: 0, ordered: true, number: '(c)', start: 0, end: 3 },
      { kind: 'list-item', depth: 0, ordered: true, number: '', start: 4, end: 11 },
    ]);
    expect(units.map((unit) => unit.kind === 'list-item' && unit.label)).toEqual(['(c)', '']);
  });
});

it('hands on where words led to', () => {
  const text = 'See here.';
  const links = [{ start: 4, end: 8, url: 'https://example.com' }];
  expect(textUnits(text, [{ kind: 'paragraph', start: 0, end: 9, links }])).toEqual([{ kind: 'paragraph', start: 0, end: 9, links }]);
});
