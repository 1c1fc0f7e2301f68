import { z } from 'zod';
import { fusionWeights } from '@/lib/retrieval/fuse';
import type { RetrieveOptions } from '@/lib/retrieval/retrieval-types';

/** The largest weight that can be tried. */
export const mostWeight = 5;

const weight = (product: number) => z.coerce.number('A weight is a number.').min(0, 'A weight is at least 0.').max(mostWeight, `A weight is at most ${mostWeight}.`).default(product);

const parameters = z.object({
  q: z.string().trim().min(1, 'Write a question first.').max(1_000, 'Test with at most 1,000 characters.'),
  mode: z.enum(['hybrid', 'keyword', 'vector'], 'Search by "hybrid", "keyword" or "vector".').default('hybrid'),
  cosine: weight(fusionWeights.cosine),
  neighbours: weight(fusionWeights.neighbours),
  keyword: weight(fusionWeights.keyword),
  bestSentence: weight(fusionWeights.bestSentence),
  secondSentence: weight(fusionWeights.secondSentence),
});

/** A question to try, with weights of its own. */
export type TrialQuery = Pick<RetrieveOptions, 'question' | 'scope' | 'mode' | 'weights'>;

/** What to try, from the parameters of an address; what is missing is as in the product. */
export function readTrialQuery(url: string): TrialQuery {
  const { q, mode, ...weights } = parameters.parse({ q: '', ...Object.fromEntries(new URL(url).searchParams) });
  return { question: q, mode, weights };
}
