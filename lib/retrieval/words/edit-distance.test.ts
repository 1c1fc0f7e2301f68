import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editDistance } from './edit-distance';

/** The textbook's recurrence, without any bound. */
function plainDistance(a: string, b: string): number {
  const rows = Array.from({ length: a.length + 1 }, (_, i) => Array.from({ length: b.length + 1 }, (_, j) => (i === 0 ? j : j === 0 ? i : 0)));
  const at = (i: number, j: number) => rows[i]?.[j] ?? Number.POSITIVE_INFINITY;
  for (let i = 1; i <= a.length; i++) {
    for (let j = 1; j <= b.length; j++) {
      let least = Math.min(at(i - 1, j) + 1, at(i, j - 1) + 1, at(i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) least = Math.min(least, at(i - 2, j - 2) + 1);
      const row = rows[i];
      if (row) row[j] = least;
    }
  }
  return at(a.length, b.length);
}

describe('editDistance', () => {
  it.each([
    ['vacation', 'vacation', 2, 0],
    ['vacaton', 'vacation', 2, 1],
    ['vaaction', 'vacation', 2, 1],
    ['polcy', 'policy', 1, 1],
    ['teh', 'the', 1, 1],
    ['a', '', 1, 1],
    ['', '', 0, 0],
    ['vacation', 'location', 2, 2],
    ['vacation', 'nation', 2, undefined],
    ['abc', 'abcdef', 2, undefined],
  ])('%s → %s within %i: %s', (a, b, most, expected) => {
    expect(editDistance(a, b, most)).toBe(expected);
  });

  it('is what the textbook computes, for any words and bound', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 9 });
    fc.assert(
      fc.property(word, word, fc.integer({ min: 0, max: 3 }), (a, b, most) => {
        const plain = plainDistance(a, b);
        expect(editDistance(a, b, most)).toBe(plain <= most ? plain : undefined);
      }),
      { numRuns: 2_000 },
    );
  });
});
