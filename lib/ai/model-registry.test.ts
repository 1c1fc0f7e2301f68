import { expect, it } from 'vitest';
import { costMicros } from './model-registry';

it.each([
  // 100 × 0.15 is 15.000000000000002 in fractions of two.
  [{ input: 0.15, output: 0.6 }, { input: 100, output: 0 }, 15n],
  [{ input: 0.15, output: 0.6 }, { input: 101, output: 1 }, 16n],
  [{ input: 1.25, output: 10 }, { input: 1, output: 0 }, 2n],
  [{ input: 15, output: 75 }, { input: 1_000_000, output: 1_000_000 }, 90_000_000n],
  [{ input: 0, output: 0 }, { input: 500, output: 5 }, 0n],
  [undefined, { input: 500, output: 5 }, null],
])('costs whole millionths of a dollar, rounded up and no further: %j, %j', (price, tokens, expected) => {
  expect(costMicros(price, tokens)).toBe(expected);
});
