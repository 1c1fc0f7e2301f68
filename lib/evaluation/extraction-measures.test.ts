import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editDistance, kendallTau, scoreExtraction } from './extraction-measures';

/** The textbook table, for comparison. */
function slowDistance(one: number[], other: number[]): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  one.forEach((symbol, index) => {
    const next = [index + 1];
    other.forEach((against, column) => next.push(Math.min((next[column] ?? 0) + 1, (row[column + 1] ?? 0) + 1, (row[column] ?? 0) + (symbol === against ? 0 : 1))));
    row = next;
  });
  return row.at(-1) ?? 0;
}

describe('editDistance', () => {
  it('is that of the textbook, also for sequences longer than one number has bits', () => {
    const list = fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 150 });
    const same = fc.property(list, list, (one, other) => {
      expect(editDistance(Int32Array.from(one), Int32Array.from(other))).toBe(slowDistance(one, other));
    });
    fc.assert(same, { numRuns: 300 });
  });
});

describe('kendallTau', () => {
  it.each([
    [[1, 2, 3, 4], 1],
    [[4, 3, 2, 1], -1],
    [[3, 4, 1, 2], 1 - (2 * 4) / 6],
    [[7], undefined],
  ])('%j: %d', (places, tau) => expect(kendallTau(places)).toEqual(tau));
});

describe('scoreExtraction', () => {
  const truth = 'The first column says one thing.\n\nThe second column says another thing entirely.';

  it('is without fault where only what draws a table or a list differs', () => {
    expect(scoreExtraction(truth, truth)).toEqual({ characterErrorRate: 0, wordErrorRate: 0, wordRecall: 1, wordPrecision: 1, order: 1 });
    const drawn = scoreExtraction('Fruit   Price\n------- -----\nApple   3\n\n- ﬁne “words”', 'Fruit | Price\nApple | 3\n\n• fine "words"');
    expect(drawn).toMatchObject({ characterErrorRate: 0, wordErrorRate: 0 });
  });

  it('counts what is missing and what is too much', () => {
    expect(scoreExtraction('one two three four', 'one two four')).toMatchObject({ wordErrorRate: 0.25, wordRecall: 0.75, wordPrecision: 1 });
    expect(scoreExtraction('one two three four', 'Page 1 one two three four')).toMatchObject({ wordErrorRate: 0.5, wordRecall: 1, wordPrecision: 4 / 6 });
    expect(scoreExtraction('abcd', 'abxd')).toMatchObject({ characterErrorRate: 0.25 });
    expect(scoreExtraction('words', '')).toMatchObject({ characterErrorRate: 1, wordErrorRate: 1, wordRecall: 0, order: undefined });
  });

  it('sees columns in the wrong order, although every word is there', () => {
    const columns = scoreExtraction(truth, 'The second column says another thing entirely. The first column says one thing.');
    expect(columns).toMatchObject({ wordRecall: 1, wordPrecision: 1 });
    expect(columns.order).toBeLessThan(0);
  });
});
