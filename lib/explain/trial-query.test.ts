import { describe, expect, it } from 'vitest';
import { ZodError } from 'zod';
import { sentenceOf } from '@/lib/errors/error-response';
import { fusionWeights } from '@/lib/retrieval/fuse';
import { readTrialQuery } from './trial-query';

const read = (query: string) => readTrialQuery(`http://localhost/api/retrieval-test?${query}`);

describe('a question to try', () => {
  it('is searched with the product’s weights where none are given', () => {
    expect(read('q=+fees+')).toEqual({ question: 'fees', mode: 'hybrid', weights: fusionWeights });
    expect(read('q=fees&mode=vector&cosine=0&bestSentence=1.5')).toEqual({ question: 'fees', mode: 'vector', weights: { ...fusionWeights, cosine: 0, bestSentence: 1.5 } });
  });

  it.each([
    ['', 'q: Write a question first.'],
    ['q=++', 'q: Write a question first.'],
    [`q=${'x'.repeat(1_001)}`, 'q: Test with at most 1,000 characters.'],
    ['q=x&mode=best', 'mode: Search by "hybrid", "keyword" or "vector".'],
    ['q=x&cosine=much', 'cosine: A weight is a number.'],
    ['q=x&keyword=-1', 'keyword: A weight is at least 0.'],
    ['q=x&keyword=1e9', 'keyword: A weight is at most 5.'],
    ['q=x&secondSentence=Infinity', 'secondSentence: A weight is a number.'],
  ])('is refused with a sentence when it cannot be read: %j', (query, sentence) => {
    let thrown: unknown;
    try {
      read(query);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(ZodError);
    expect(sentenceOf(thrown as ZodError)).toBe(sentence);
  });
});
