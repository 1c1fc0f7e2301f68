import { expect, it } from 'vitest';
import { duration, inDollars, priceOf, tokensOf } from './amounts';

it.each([
  ['0', '$0.000000'],
  ['132', '$0.000132'],
  ['1000000', '$1.000000'],
  ['12345678901', '$12,345.678901'],
  // More than a number holds exactly.
  ['9007199254740993', '$9,007,199,254.740993'],
])('writes %s millionths of a dollar to the last of them: %s', (micros, written) => {
  expect(inDollars(micros)).toBe(written);
});

it('says what is not known of a price', () => {
  expect(priceOf({ costMicros: '0', unpriced: 0 })).toBe('nothing');
  expect(priceOf({ costMicros: '0', unpriced: 2 })).toBe('price not known');
  expect(priceOf({ costMicros: '132', unpriced: 0 })).toBe('$0.000132');
  expect(priceOf({ costMicros: '132', unpriced: 1 })).toBe('at least $0.000132');
});

it('writes tokens and times with their units', () => {
  expect(tokensOf([{ inputTokens: 1_200, outputTokens: 4 }, { inputTokens: null, outputTokens: null }])).toBe('1,200 tokens in, 4 out');
  expect(tokensOf([{ inputTokens: 0, outputTokens: 0 }])).toBeUndefined();
  expect([duration(999), duration(1_240)]).toEqual(['999 ms', '1.2 s']);
});
