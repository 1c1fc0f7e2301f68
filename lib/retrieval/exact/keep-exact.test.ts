import { describe, expect, it } from 'vitest';
import { keepExact } from './keep-exact';

const ordered = [...'abcdefghijkl'].map((passageId) => ({ passageId }));
const match = (passageId: string, share: number, holders = 1) => ({ passageId, share, holders });
/** Each lies 0.01 behind the one before it. */
const scores = new Map(ordered.map(({ passageId }, i) => [passageId, 1 - i / 100]));
const kept = (...matches: ReturnType<typeof match>[]) => keepExact(ordered, matches, scores).map(({ passageId }) => passageId).join('');

describe('keepExact', () => {
  it('changes nothing without matches, or where the best one comes first anyway', () => {
    expect(kept()).toBe('abcdefghijkl');
    expect(kept(match('c', 0.9), match('l', 0.8))).toBe('abcdefghijkl');
  });

  it('lets the passage that alone holds what is asked about come third at the latest', () => {
    expect(kept(match('k', 0.4))).toBe('abkcdefghijl');
    expect(kept(match('k', 1), match('l', 0.9))).toBe('abkcdefghijl');
  });

  it('does so with the best of a few only where they hold most of what is asked about', () => {
    expect(kept(match('k', 0.9, 3), match('j', 0.9, 3))).toBe('abkcdefghijl');
    expect(kept(match('k', 0.4, 2))).toBe('abcdefghijkl');
  });

  it('does nothing for words that many hold, or that say little of what is asked about', () => {
    expect(kept(match('k', 0.9, 8))).toBe('abcdefghijkl');
    expect(kept(match('k', 0.25))).toBe('abcdefghijkl');
  });

  it('keeps it only among those that are read where it holds a third of what is asked about', () => {
    expect(kept(match('l', 0.3))).toBe('abcdefghijlk');
  });

  it('keeps it only among those that are read when others answer far better, the more of the question the less', () => {
    const far = new Map([...scores, ['l', 0.5]]);
    const order = (share: number) => keepExact(ordered, [match('l', share)], far).map(({ passageId }) => passageId).join('');
    expect(order(0.4)).toBe('abcdefghijlk');
    expect(order(0.45)).toBe('ablcdefghijk');
  });

  it('keeps every passage of a short list, and adds none', () => {
    const two = [{ passageId: 'x' }, { passageId: 'y' }];
    expect(keepExact(two, [match('y', 1)], scores)).toEqual(two);
    expect(keepExact(two, [match('gone', 1)], scores)).toEqual(two);
  });
});
