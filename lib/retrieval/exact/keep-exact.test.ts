import { describe, expect, it } from 'vitest';
import type { ExactMatch } from './exact-matches';
import { keepExact } from './keep-exact';

const ordered = [...'abcdefghijkl'].map((passageId) => ({ passageId }));
const match = (passageId: string, share: number, holders = 1): ExactMatch => ({ passageId, share, holders });
const kept = (...matches: ExactMatch[]) => keepExact(ordered, matches).map(({ passageId }) => passageId).join('');

describe('keepExact', () => {
  it('changes nothing without matches, or where they come first anyway', () => {
    expect(kept()).toBe('abcdefghijkl');
    expect(kept(match('b', 0.9), match('a', 0.8))).toBe('abcdefghijkl');
  });

  it('lets a passage that alone holds what is asked about come third at the latest', () => {
    expect(kept(match('k', 0.2))).toBe('abkcdefghijl');
    expect(kept(match('c', 0.2))).toBe('abcdefghijkl');
  });

  it('lets all of the few that hold most of what is asked about come first, in their order', () => {
    expect(kept(match('k', 0.9, 3), match('a', 0.9, 3), match('j', 0.9, 3)).slice(0, 3)).toBe('ajk');
    expect(kept(match('b', 1), match('l', 0.6))).toBe('ablcdefghijk');
  });

  it('lets others that hold some of it come eighth at the latest', () => {
    expect(kept(match('k', 0.4), match('l', 0.3, 2))).toBe('abkcdefl' + 'ghij');
  });

  it('does nothing for words that many hold, or that say little of what is asked about', () => {
    expect(kept(match('k', 0.9, 8))).toBe('abcdefghijkl');
    expect(kept(match('k', 0.1))).toBe('abcdefghijkl');
    expect(kept(match('k', 0.3, 2)).indexOf('k')).toBe(7);
  });

  it('keeps every passage once, also of a short list', () => {
    const two = [{ passageId: 'x' }, { passageId: 'y' }];
    expect(keepExact(two, [match('y', 1), match('gone', 1)])).toEqual(two);
    expect([...kept(match('k', 1), match('l', 1), match('j', 1), match('i', 0.5))].sort().join('')).toBe('abcdefghijkl');
  });
});
