import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { readTime, workedSince } from './work-time';

const begun = { clock: 1_000, used: 500 };

it('C5: what others take of the machine is not counted, standing still for long is', () => {
  expect(workedSince(begun, { clock: 161_000, used: 40_500 })).toBe(40_000);
  expect(workedSince(begun, { clock: 601_000, used: 500 })).toBe(120_000);
  expect(workedSince(begun, { clock: 61_000, used: 120_500 })).toBe(120_000);
});

it('counts the work of this very process', () => {
  const before = readTime();
  let digest = 'footnote';
  for (let n = 0; n < 20_000; n += 1) digest = createHash('sha256').update(digest).digest('hex');
  expect(digest).toHaveLength(64);
  expect(readTime().used).toBeGreaterThan(before.used);
});
