import { describe, expect, it } from 'vitest';
import { bootstrap, measure } from './measures';

describe('measure', () => {
  const judged = new Map([['a', 1], ['b', 1], ['c', 0]]);

  it('is 1 for the ideal order and 0 for none', () => {
    expect(measure(['a', 'b'], judged)).toEqual({ 'ndcg@10': 1, 'recall@5': 1, 'recall@10': 1 });
    expect(measure(['c', 'x'], judged)).toEqual({ 'ndcg@10': 0, 'recall@5': 0, 'recall@10': 0 });
    expect(measure([], new Map())).toEqual({ 'ndcg@10': 0, 'recall@5': 0, 'recall@10': 0 });
  });

  it('discounts by the logarithm of the rank and looks no deeper than ten', () => {
    const list = ['x', 'a', 'x1', 'x2', 'x3', 'b'];
    expect(measure(list, judged)['ndcg@10']).toBeCloseTo((1 / Math.log2(3) + 1 / Math.log2(7)) / (1 + 1 / Math.log2(3)), 9);
    expect(measure(list, judged)['recall@5']).toBe(0.5);
    expect(measure([...Array.from({ length: 10 }, (_, i) => `x${i}`), 'a'], judged)['ndcg@10']).toBe(0);
  });

  it('weighs grades', () => {
    const graded = new Map([['a', 2], ['b', 1]]);
    expect(measure(['b', 'a'], graded)['ndcg@10']).toBeCloseTo((1 + 2 / Math.log2(3)) / (2 + 1 / Math.log2(3)), 9);
  });
});

describe('bootstrap', () => {
  it('surrounds the mean, narrower with more values, and is repeatable', () => {
    const values = Array.from({ length: 50 }, (_, i) => (i % 5) / 4);
    const interval = bootstrap(values);
    expect(interval.value).toBeCloseTo(0.5, 9);
    expect(interval.low).toBeLessThan(0.45);
    expect(interval.high).toBeGreaterThan(0.55);
    expect(bootstrap(values)).toEqual(interval);
    const wide = bootstrap(values.slice(0, 10));
    expect(wide.high - wide.low).toBeGreaterThan(interval.high - interval.low);
    expect(bootstrap([])).toEqual({ value: 0, low: 0, high: 0 });
  });
});
