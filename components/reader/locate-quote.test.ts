import { describe, expect, it } from 'vitest';
import { locateQuote } from './locate-quote';

const text = 'Receipts are due within 30 days. Receipts are due within 60 days.';

describe('locateQuote', () => {
  it('G2: gives the span when the words there are the quoted ones, white space aside', () => {
    expect(locateQuote(text, { start: 0, end: 32 }, 'Receipts are due\nwithin 30 days.')).toEqual({ start: 0, end: 32 });
  });

  it('G2: gives nothing when other words stand there, even if the quote stands elsewhere', () => {
    expect(locateQuote(text, { start: 33, end: 65 }, 'Receipts are due within 30 days.')).toBeUndefined();
  });

  it('G2: gives nothing for a span outside of the text or without words', () => {
    expect(locateQuote(text, { start: 60, end: 900 })).toBeUndefined();
    expect(locateQuote(text, { start: 5, end: 5 })).toBeUndefined();
    expect(locateQuote(text, { start: 8, end: 9 })).toBeUndefined();
  });
});
