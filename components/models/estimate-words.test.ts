import { expect, it } from 'vitest';
import { dollarWords, durationWords, estimateWords } from './estimate-words';

it.each([
  [0, 'less than a minute'],
  [59, 'less than a minute'],
  [60, 'about 1 minute'],
  [754, 'about 13 minutes'],
  [5_399, 'about 90 minutes'],
  [5_400, 'about 2 hours'],
  [200_000, 'about 2 days'],
])('%d seconds are %s', (seconds, words) => {
  expect(durationWords(seconds)).toBe(words);
});

it.each([
  [0, 'nothing'],
  [0.004, 'less than 1 US cent'],
  [1.234, 'about $1.23'],
  [1_234, 'about $1,234.00'],
])('%d dollars are %s', (dollars, words) => {
  expect(dollarWords(dollars)).toBe(words);
});

it('says what it does not know', () => {
  const estimate = { passages: 1, sentences: 1_234, tokens: 98_765, seconds: 30 };
  expect(estimateWords(estimate)).toEqual([
    '1 passage and about 1,200 sentences of them, 99,000 tokens in all',
    'Cost: no price is known for this model',
    'Time: less than a minute, as fast as the model answered just now',
  ]);
  expect(estimateWords({ ...estimate, dollars: 0.02 })[1]).toBe('Cost: about $0.02');
});
