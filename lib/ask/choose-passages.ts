import type { TeamModel } from '@/lib/ai/language-models';
import { isAskedFor } from '@/lib/retrieval/exact/keep-exact';
import type { RetrievedPassage } from '@/lib/retrieval/retrieval-types';

/** Passages that are retrieved for a question, of which the best are read. */
export const retrievedPerQuestion = 20;

/** `budget`: tokens that the passages may take together. */
export type PackLimits = { budget: number; most: number };

/** How much a model is given to read. */
export function packLimits({ extractive, facts }: Pick<TeamModel, 'extractive' | 'facts'>): PackLimits {
  if (extractive) return { budget: 4_000, most: 8 };
  // Half of the window for the passages, the rest for the conversation and the answer; more than this only distracts.
  return { budget: Math.min(6_000, Math.floor(facts.contextWindow / 2)), most: 12 };
}

/** The passages that are read for an answer, best first; one that alone holds the question's very words is always one of them (G9). */
export function choosePassages<T extends Pick<RetrievedPassage, 'tokens' | 'exact'>>(found: T[], { budget, most }: PackLimits): T[] {
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
