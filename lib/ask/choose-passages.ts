import type { TeamModel } from '@/lib/ai/language-models';
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

/** The passages that are read for an answer, best first. */
export function choosePassages<T extends Pick<RetrievedPassage, 'tokens'>>(found: T[], { budget, most }: PackLimits): T[] {
  const chosen: T[] = [];
  let left = budget;
  for (const passage of found) {
    if (chosen.length === most) break;
    if (passage.tokens > left && chosen.length > 0) continue;
    chosen.push(passage);
    left -= passage.tokens;
  }
  return chosen;
}
