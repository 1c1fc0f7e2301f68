import type { FusionWeights, RetrievedPassage } from './retrieval-types';

/** A passage that was found, before it is read. */
export type Candidate = Pick<RetrievedPassage, 'passageId' | 'score' | 'keyword' | 'vector'> & {
  /** Cosine of passage and question, and the keyword index's score; 0 where not known. */
  cosine: number;
  /** The same for the passages before and after it in its document, on average; its own where there are none. */
  neighbours: number;
  words: number;
};

// Found on three collections of different kinds (docs/measurements.md). Weighted scores did better than reciprocal
// ranks on each.
export const fusionWeights: FusionWeights = { cosine: 1, neighbours: 0.2, keyword: 0.3, bestSentence: 0.4, secondSentence: 0.2 };

/**
 * The candidates ordered by cosine + 0.2 × that of their neighbours + 0.3 × the share of the best keyword score. A
 * passage was cut out of something longer: among others of its like, the one that stands in a text about the matter is
 * more often right. A list that is alone keeps its order.
 */
export function fuse(candidates: Candidate[], weights = fusionWeights): Candidate[] {
  const best = Math.max(...candidates.map((candidate) => candidate.words)) || 1;
  return candidates
    .map((candidate) => ({ ...candidate, score: weights.cosine * candidate.cosine + weights.neighbours * candidate.neighbours + (weights.keyword * candidate.words) / best }))
    .sort(better);
}

/**
 * The same candidates ordered anew, each gaining 0.4 × its sentence nearest to the question and 0.2 × the second: one
 * sentence that answers counts for more than a passage that is about the topic. A passage whose sentences are not stored
 * yet stands in for them itself; where none has any, nothing changes.
 */
export function sharpen(candidates: Candidate[], sentences: Map<string, RetrievedPassage['sentences']>, weights = fusionWeights): Candidate[] {
  if (!candidates.some((candidate) => sentences.has(candidate.passageId))) return candidates;
  return candidates
    .map((candidate) => {
      const nearest = sentences.get(candidate.passageId) ?? [];
      const gain = [weights.bestSentence, weights.secondSentence].map((weight, i) => weight * ((nearest[i] ?? nearest[0])?.similarity ?? candidate.cosine));
      return { ...candidate, score: gain.reduce((sum, part) => sum + part, candidate.score) };
    })
    .sort(better);
}

/** Ties are broken by id, so that the same question gives the same order. */
function better(a: Candidate, b: Candidate): number {
  return b.score - a.score || (a.passageId < b.passageId ? -1 : 1);
}
