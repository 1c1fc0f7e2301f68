import { beforeEach, expect, it } from 'vitest';
import { CircuitBreaker, CircuitOpen } from './circuit-breaker';

let now: number;
let breaker: CircuitBreaker;
beforeEach(() => {
  now = 0;
  breaker = new CircuitBreaker(() => now);
});

const fail = () => breaker.run(() => Promise.reject(new Error('refused')));
const succeed = () => breaker.run(() => Promise.resolve('answer'));

it('K1: after a failure nobody waits for the server until a pause is over', async () => {
  await expect(fail()).rejects.toThrow('refused');
  await expect(succeed()).rejects.toBeInstanceOf(CircuitOpen);
  now = 1_999;
  await expect(succeed()).rejects.toBeInstanceOf(CircuitOpen);
  now = 2_000;
  expect(await succeed()).toBe('answer');
  expect(await succeed()).toBe('answer');
});

it('K1: then one may try while the others are refused, and the pauses grow to a minute', async () => {
  await expect(fail()).rejects.toThrow('refused');
  now = 2_000;
  const { promise, resolve } = Promise.withResolvers<string>();
  const trial = breaker.run(() => promise);
  await expect(succeed()).rejects.toBeInstanceOf(CircuitOpen);
  resolve('back');
  expect(await trial).toBe('back');
  for (const pause of [2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000]) {
    await expect(fail()).rejects.toThrow('refused');
    now += pause - 1;
    await expect(succeed()).rejects.toBeInstanceOf(CircuitOpen);
    now += 1;
  }
});

it('counts those who fail together as one failure', async () => {
  await Promise.allSettled([fail(), fail(), fail(), fail()]);
  now = 2_000;
  expect(await succeed()).toBe('answer');
});
