import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wordRuns } from './word-runs';

const runs = (question: string, text: string) => {
  const words = question.split(' ');
  return wordRuns(words, text.split(' ')).map(({ place, length }) => words.slice(place, place + length).join(' '));
};

describe('wordRuns', () => {
  it.each([
    ['what is the end of the term', 'at the end of the lease the term', ['the end of the', 'the term']],
    ['red ledger', 'a ledger that is red', ['red', 'ledger']],
    ['red ledger', 'a red red ledger', ['red ledger']],
    ['blue', 'red', []],
  ])('%s in %s', (question, text, expected) => {
    expect(runs(question, text)).toEqual(expected);
  });

  it('gives runs that the text holds, in order, none within another', () => {
    const text = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 20 });
    fc.assert(
      fc.property(text, text, (question, held) => {
        let last = { place: -1, end: 0 };
        for (const { place, length } of wordRuns(question, held)) {
          const run = question.slice(place, place + length).join(' ');
          expect(` ${held.join(' ')} `).toContain(` ${run} `);
          expect(place).toBeGreaterThan(last.place);
          expect(place + length).toBeGreaterThan(last.end);
          last = { place, end: place + length };
        }
      }),
    );
  });
});
