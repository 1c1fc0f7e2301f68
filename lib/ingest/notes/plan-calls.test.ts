import { describe, expect, it } from 'vitest';
import { passagesPerCall, planCalls, shownAtOnce } from './plan-calls';

const passages = (count: number, of: (n: number) => { tokens?: number; section?: string; wanted?: boolean } = () => ({})) =>
  Array.from({ length: count }, (_, n) => ({ tokens: 100, section: 'One', wanted: true, ...of(n) }));

describe('planCalls', () => {
  it('shows a document that fits as a whole, in calls of so many passages', () => {
    const [part, ...more] = planCalls(passages(45), 10_000);
    expect(more).toEqual([]);
    expect(part).toMatchObject({ from: 0, to: 45 });
    expect(part?.calls.map((call) => call.length)).toEqual([passagesPerCall, passagesPerCall, 5]);
    expect(part?.calls.flat()).toEqual(Array.from({ length: 45 }, (_, n) => n));
  });

  it('asks only about what is wanted, and shows the rest', () => {
    expect(planCalls(passages(45, (n) => ({ wanted: n === 44 })), 10_000)).toEqual([{ from: 0, to: 45, calls: [[44]] }]);
    expect(planCalls(passages(45, () => ({ wanted: false })), 10_000)).toEqual([]);
  });

  it('cuts a document that does not fit where a section ends, if that is not too early', () => {
    const plan = planCalls(passages(30, (n) => ({ section: n < 8 ? 'One' : 'Two' })), 1_000);
    expect(plan.map(({ from, to }) => [from, to])).toEqual([[0, 8], [8, 18], [18, 28], [28, 30]]);
    const early = planCalls(passages(30, (n) => ({ section: n < 2 ? 'One' : 'Two' })), 1_000);
    expect(early.map(({ to }) => to)).toEqual([10, 20, 30]);
    expect(plan.flatMap(({ calls }) => calls.flat())).toEqual(Array.from({ length: 30 }, (_, n) => n));
  });

  it('shows a passage that is longer than what fits alone', () => {
    expect(planCalls(passages(3, () => ({ tokens: 5_000 })), 1_000).map(({ from, to }) => [from, to])).toEqual([[0, 1], [1, 2], [2, 3]]);
  });

  it('leaves room in the window for what the model writes', () => {
    expect(shownAtOnce({ contextWindow: 8_192 })).toBeLessThan(4_000);
    expect(shownAtOnce({ contextWindow: 8_192 })).toBeGreaterThan(1_500);
    expect(shownAtOnce({ contextWindow: 200_000 })).toBe(100_000);
    expect(shownAtOnce({ contextWindow: 2_000 })).toBe(500);
  });
});
