import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alignTexts } from './align-texts';
import { wordDifference } from './word-difference';

const rules = [
  'Annual leave',
  'Full-time employees have 25 days of annual leave each calendar year. It is taken by the end of March.',
  'Sick leave',
  'Tell your manager on the first day. A certificate is needed from the third day on.',
  'Travel',
  'Trains are taken in second class. First class is paid for journeys of more than three hours.',
];
const text = (lines: string[]) => lines.join('\n\n');
const spanOf = (whole: string, words: string) => ({ start: whole.indexOf(words), end: whole.indexOf(words) + words.length });

/** What became of these words, and the words that stand there now. */
function becameOf(words: string, before: string[], after: string[]) {
  const [old, now] = [text(before), text(after)];
  const found = alignTexts(old, now).counterpartOf(spanOf(old, words));
  return { state: found.state, words: found.state === 'gone' ? undefined : now.slice(found.start, found.end) };
}

describe('alignTexts', () => {
  it('finds words that only moved down because something was put before them', () => {
    const quote = 'Trains are taken in second class.';
    expect(becameOf(quote, rules, ['Foreword', 'These rules hold for everybody.', ...rules])).toEqual({ state: 'same', words: quote });
  });

  it('finds a sentence that stayed in a paragraph that changed', () => {
    const quote = 'It is taken by the end of March.';
    const after = rules.with(1, 'Full-time employees have 30 days of annual leave each calendar year. It is taken by the end of March.');
    expect(becameOf(quote, rules, after)).toEqual({ state: 'same', words: quote });
  });

  it('says what stands in the place of a sentence that changed', () => {
    const quote = 'Full-time employees have 25 days of annual leave each calendar year.';
    const now = 'Full-time employees now have 30 days of annual leave each calendar year.';
    expect(becameOf(quote, rules, rules.with(1, `${now} It is taken by the end of March.`))).toEqual({ state: 'changed', words: now });
  });

  it('takes a line that was written anew for the one that stands there', () => {
    const after = rules.with(3, 'Whoever is ill calls in before nine.');
    expect(becameOf('Tell your manager on the first day.', rules, after)).toEqual({ state: 'changed', words: after[3] });
  });

  it('says that a paragraph that was taken out is gone', () => {
    expect(becameOf('Tell your manager on the first day.', rules, rules.toSpliced(2, 2))).toEqual({ state: 'gone', words: undefined });
  });

  it('finds a paragraph that changed places with another', () => {
    const quote = 'First class is paid for journeys of more than three hours.';
    expect(becameOf(quote, rules, [...rules.slice(4), ...rules.slice(0, 4)])).toEqual({ state: 'same', words: quote });
  });

  it('does not take few words that stand somewhere else for those that are gone', () => {
    const before = ['Fee', 'London 20', 'Other', 'Paris 10'];
    expect(becameOf('London 20', before, ['Fee', 'Other', 'Paris 10', 'Old', 'London 20', 'was abolished']).state).not.toBe('changed');
    expect(becameOf('10', ['Days', '10', 'Hours', '20'], ['Days', 'Hours', '20', 'Rooms', '10']).state).toBe('gone');
  });

  it('takes white space that a newer parser reads differently for no change', () => {
    const now = text(rules).replace('annual leave each', 'annual\nleave  each');
    const before = text(rules);
    const found = alignTexts(before, now).counterpartOf(spanOf(before, rules[1] ?? ''));
    expect(found.state).toBe('same');
  });

  it('finds every line of a text in itself, and gives spans inside of the newer text for any two texts', () => {
    const anyText = fc.array(fc.constantFrom('a b c', 'one two three four', 'x', '', 'a b d', 'Das Haus (1).', '🦜 two')).map((lines) => lines.join('\n'));
    fc.assert(
      fc.property(anyText, anyText, fc.nat(), fc.nat(), (before, after, a, b) => {
        if (before.trim() === '') return;
        const [start, end] = [Math.min(a, b) % before.length, (Math.max(a, b) % before.length) + 1];
        if (start >= end || before.slice(start, end).trim() === '') return;
        const own = alignTexts(before, before).counterpartOf({ start, end });
        expect(own).toEqual({ state: 'same', start, end });
        const other = alignTexts(before, after).counterpartOf({ start, end });
        if (other.state === 'gone') return;
        expect(other.start).toBeGreaterThanOrEqual(0);
        expect(other.end).toBeLessThanOrEqual(after.length);
        expect(other.start).toBeLessThanOrEqual(other.end);
        const bare = (text: string) => text.split(/\s+/).join('');
        expect(other.state === 'changed' || bare(after.slice(other.start, other.end)) === bare(before.slice(start, end))).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('compares two long texts that have nothing in common without end', () => {
    const long = (word: string) => Array.from({ length: 20_000 }, (_, n) => `${word} ${n}`).join('\n');
    expect(alignTexts(long('alpha'), long('beta')).counterpartOf({ start: 0, end: 7 })).toBeDefined();
  });
});

describe('wordDifference', () => {
  it('gives both texts back, word for word', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', 'b', ' ', 'c.', '\n')), fc.array(fc.constantFrom('a', 'b', ' ', 'c.', '\n')), (x, y) => {
        const changes = wordDifference(x.join(''), y.join(''));
        const side = (left: 'removed' | 'added') => changes.filter(({ kind }) => kind !== left).map(({ text }) => text).join('');
        expect([side('added'), side('removed')]).toEqual([x.join(''), y.join('')]);
      }),
    );
  });
});
