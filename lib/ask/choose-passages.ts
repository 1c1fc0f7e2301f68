import type { TeamModel } from '@/lib/ai/language-models';
import { isAskedFor } from '@/lib/retrieval/exact/keep-exact';
import type { RetrievedPassage } from '@/lib/retrieval/retrieval-types';
import type { Reach } from './widen';

/** Passages that are retrieved for a question, of which the best are read. */
export const retrievedPerQuestion = 20;

/** `budget`: tokens that what is read may take together; `most`: passages chosen; `furthest`: how much may be read around each. */
export type PackLimits = { budget: number; most: number; furthest: Reach };

/** How much a model is given to read. */
export function packLimits({ extractive, facts, readTokens }: Pick<TeamModel, 'extractive' | 'facts' | 'readTokens'>): PackLimits {
  if (extractive) return { budget: 4_000, most: 8, furthest: 'passage' };
  // Half of the window for the passages, the rest for the conversation and the answer.
  const window = Math.floor(facts.contextWindow / 2);
  // More than passages is read, and paid for, only where the team said how much.
  if (readTokens === undefined) return { budget: Math.min(6_000, window), most: 12, furthest: 'passage' };
  return { budget: Math.min(readTokens, window), most: 12, furthest: 'document' };
}

/** The passages that are read for an answer, best first; one that alone holds the question's very words is always one of them (G9). */
export function choosePassages<T extends Pick<RetrievedPassage, 'tokens' | 'exact'>>(found: T[], { budget, most }: Pick<PackLimits, 'budget' | 'most'>): T[] {
  const asked = found.filter(({ exact }) => exact && isAskedFor(exact)).sort((a, b) => (b.exact?.share ?? 0) - (a.exact?.share ?? 0))[0];
  const chosen = new Set<T>(asked && [asked]);
  let left = budget - (asked?.tokens ?? 0);
  for (const passage of found) {
    if (chosen.size === most) break;
    if (passage === asked || (passage.tokens > left && chosen.size > 0)) continue;
    chosen.add(passage);
    left -= passage.tokens;
  }
  return found.filter((passage) => chosen.has(passage));
}
