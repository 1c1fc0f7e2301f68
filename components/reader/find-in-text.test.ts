import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findInText } from './find-in-text';

describe('findInText', () => {
  it('finds words in either case and across a line break', () => {
    expect(findInText('Travel policy. The travel\npolicy applies.', 'TRAVEL  policy')).toEqual([
      { start: 0, end: 13 },
      { start: 19, end: 32 },
    ]);
  });

  it('takes what is typed as words, never as a pattern', () => {
    expect(findInText('a+b (c) [d] a.b', '(c) [d]')).toEqual([{ start: 4, end: 11 }]);
    expect(findInText('aab axb', 'a.b')).toEqual([]);
    fc.assert(fc.property(fc.string(), fc.string(), (text, words) => { findInText(text, words); }));
  });

  it('finds nothing for nothing', () => {
    expect(findInText('some text', '   ')).toEqual([]);
  });
});
