import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { passagesPerCall, type Plannable, type PlannedPart, planCalls, shownAtOnce } from './plan-calls';

const passages = (count: number, of: (n: number) => Partial<Plannable> = () => ({})): Plannable[] =>
  Array.from({ length: count }, (_, n) => ({ tokens: 100, wanted: true, ...of(n) }));

const tokensOf = (all: Plannable[], { shown, calls }: PlannedPart) => shown.reduce((sum, n) => sum + (all[n]?.tokens ?? 0), 0) * calls.length;

describe('planCalls', () => {
  it('shows a document that fits as a whole, in calls of so many passages', () => {
    const [part, ...more] = planCalls(passages(45), 10_000);
    expect(more).toEqual([]);
    expect(part?.shown).toHaveLength(45);
    expect(part?.calls.map((call) => call.length)).toEqual([passagesPerCall, passagesPerCall, 5]);
    expect(part?.calls.flat()).toEqual(Array.from({ length: 45 }, (_, n) => n));
  });

  it('asks only about what is wanted, and shows the rest', () => {
    expect(planCalls(passages(45, (n) => ({ wanted: n === 44 })), 10_000)).toMatchObject([{ shown: { length: 45 }, calls: [[44]] }]);
    expect(planCalls(passages(45, () => ({ wanted: false })), 10_000)).toEqual([]);
    expect(planCalls(passages(450, () => ({ wanted: false })), 10_000)).toEqual([]);
  });

  it('shows of a longer one its beginning, and both sides of what each call asks about', () => {
    const plan = planCalls(passages(1_000), 40_000);
    expect(plan.flatMap(({ calls }) => calls.flat())).toEqual(Array.from({ length: 1_000 }, (_, n) => n));
    const middle = plan[25];
    expect(middle?.calls).toEqual([Array.from({ length: 20 }, (_, n) => 500 + n)]);
    expect(middle?.shown.slice(0, 10)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    // 120 passages fit: ten from the beginning, the twenty, and 45 on each side.
    expect(middle?.shown.slice(10)).toEqual(Array.from({ length: 110 }, (_, n) => 455 + n));
    expect(plan.at(-1)?.shown.at(-1)).toBe(999);
  });

  it('takes tokens that grow as the document does, and not as its square', () => {
    const spent = (count: number) => {
      const all = passages(count, () => ({ tokens: 300 }));
      return planCalls(all, 40_000).reduce((sum, part) => sum + tokensOf(all, part), 0);
    };
    expect(spent(4_000) / spent(1_000)).toBeLessThan(4.1);
    // Where a document is first shown in parts it costs less than the longest that is shown whole.
    expect(spent(140)).toBeLessThan(spent(130));
  });

  it('finds the neighbours of passages that lie far apart in calls of their own', () => {
    const plan = planCalls(passages(1_000, (n) => ({ wanted: n === 100 || n === 105 || n === 900 })), 40_000);
    expect(plan.map(({ calls }) => calls)).toEqual([[[100, 105]], [[900]]]);
    expect(plan.every(({ shown, calls }) => calls.flat().every((n) => shown.includes(n - 1) && shown.includes(n + 1)))).toBe(true);
  });

  it('asks about every wanted passage once, shows what it asks about, and keeps within the budget, whatever their sizes', () => {
    const document = fc.array(fc.record({ tokens: fc.integer({ min: 1, max: 3_000 }), wanted: fc.boolean() }), { maxLength: 120 });
    fc.assert(
      fc.property(document, fc.integer({ min: 500, max: 40_000 }), (all, budget) => {
        const plan = planCalls(all, budget);
        expect(plan.flatMap(({ calls }) => calls.flat())).toEqual(all.flatMap(({ wanted }, n) => (wanted ? [n] : [])));
        for (const { shown, calls } of plan) {
          expect(shown).toEqual([...new Set(shown)].toSorted((one, other) => one - other));
          const asked = calls.flat();
          expect(asked.every((n) => shown.includes(n))).toBe(true);
          expect(calls.every((call) => call.length > 0 && call.length <= passagesPerCall)).toBe(true);
          // A passage that alone is longer than that is shown all the same.
          const least = asked.length === 1 ? (all[asked[0] ?? 0]?.tokens ?? 0) + budget * 0.1 : 0;
          expect(shown.reduce((sum, n) => sum + (all[n]?.tokens ?? 0), 0)).toBeLessThanOrEqual(Math.max(budget, least));
        }
      }),
    );
  });

  it('leaves room in the window for what the model writes', () => {
    expect(shownAtOnce({ contextWindow: 8_192 })).toBeLessThan(4_000);
    expect(shownAtOnce({ contextWindow: 8_192 })).toBeGreaterThan(1_500);
    expect(shownAtOnce({ contextWindow: 200_000 })).toBe(40_000);
    expect(shownAtOnce({ contextWindow: 2_000 })).toBe(500);
  });
});
