import { describe, expect, it } from 'vitest';
import { choosePassages } from './choose-passages';

const passage = (name: string, tokens = 100, exact?: { share: number; holders: number }) => ({ name, tokens, exact });
const names = (passages: { name: string }[]) => passages.map(({ name }) => name).join(' ');

describe('choosePassages', () => {
  it('takes the best until there are enough, or their tokens are spent', () => {
    const found = ['a', 'b', 'c', 'd'].map((name) => passage(name));
    expect(names(choosePassages(found, { budget: 1_000, most: 3 }))).toBe('a b c');
    expect(names(choosePassages(found, { budget: 250, most: 3 }))).toBe('a b');
    expect(names(choosePassages([passage('long', 900), ...found], { budget: 250, most: 3 }))).toBe('long');
  });

  it('passes over one that is too long for a shorter one', () => {
    expect(names(choosePassages([passage('a'), passage('long', 900), passage('b')], { budget: 250, most: 3 }))).toBe('a b');
  });

  it('G9: the passage that alone holds the question’s very words always has a place, in its order', () => {
    const found = [passage('a'), passage('b'), passage('c'), passage('rule', 100, { share: 0.3, holders: 1 }), passage('d')];
    expect(names(choosePassages(found, { budget: 1_000, most: 2 }))).toBe('a rule');
    expect(names(choosePassages(found, { budget: 250, most: 4 }))).toBe('a rule');
    const common = [...found.slice(0, 3), passage('common', 100, { share: 0.3, holders: 5 })];
    expect(names(choosePassages(common, { budget: 1_000, most: 2 }))).toBe('a b');
  });
});
