import { expect, it } from 'vitest';
import { scoring } from './score-candidates';

const evidence = { counts: new Map([['vacat', 1], ['leav', 2]]), holding: new Map([['vacat', 10], ['leav', 100]]), passages: 1_000 };
const candidates = new Map([
  ['short', ['vacat', 'day']],
  ['long', ['vacat', ...Array.from({ length: 9 }, () => 'day')]],
]);

it('gives the scores of the formula', () => {
  const score = scoring(evidence, candidates);
  const mean = 6;
  const idf = (holding: number) => Math.log(1 + (1_000 - holding + 0.5) / (holding + 0.5));
  const term = (weight: number, count: number, length: number) => (weight * count * 1.9) / (count + 0.9 * (0.6 + (0.4 * length) / mean));
  expect(score(['vacat', 'day'])).toBeCloseTo(term(idf(10), 1, 2), 10);
  expect(score(['leav', 'vacat', 'leav', 'x'])).toBeCloseTo(term(2 * idf(100), 2, 4) + term(idf(10), 1, 4), 10);
  expect(score(['day'])).toBe(0);
  expect(score([])).toBe(0);
});

it('prefers rare words, several of them, and short passages', () => {
  const score = scoring(evidence, candidates);
  expect(score(['vacat'])).toBeGreaterThan(score(['vacat', 'day', 'day']));
  expect(score(['vacat', 'leav'])).toBeGreaterThan(score(['vacat', 'vacat']));
});

it('scores words that all passages hold, or more than are known of, without going below 0', () => {
  const common = { counts: new Map([['the', 1]]), holding: new Map([['the', 5]]), passages: 3 };
  expect(scoring(common, new Map([['a', ['the']]]))(['the'])).toBeGreaterThan(0);
});
