import type { KeywordHit } from './keyword/keyword-index';
import type { RetrievedPassage } from './retrieval-types';
import type { VectorHit } from './vector-search';

/** A passage that was found, before it is read. */
export type Candidate = Pick<RetrievedPassage, 'passageId' | 'score' | 'keyword' | 'vector'> & {
  /** Cosine of passage and question, where known. */
  cosine: number;
};

// Weighted scores did better than reciprocal ranks on each of seven test sets; these weights come from there too.
const vectorWeight = 0.7;
const keywordWeight = 0.3;
const sentenceWeight = 0.4;

/**
 * One list out of two, best first: 0.7 × cosine + 0.3 × the share of the best keyword score. `cosines` holds those of
 * hits that only the keyword list brought. A list that is alone keeps its own order.
 */
export function fuse(keyword: KeywordHit[], vector: VectorHit[], cosines: Map<string, number>): Candidate[] {
  const bestKeyword = keyword[0]?.score || 1;
  const candidates = new Map<string, Candidate>();
  for (const [index, hit] of vector.entries()) {
    candidates.set(hit.passageId, {
      passageId: hit.passageId,
      score: vectorWeight * hit.score,
      cosine: hit.score,
      vector: { rank: index + 1, score: hit.score },
    });
  }
  for (const [index, hit] of keyword.entries()) {
    const cosine = cosines.get(hit.passageId) ?? 0;
    const candidate = candidates.get(hit.passageId) ?? { passageId: hit.passageId, score: vectorWeight * cosine, cosine };
    candidate.score += keywordWeight * (hit.score / bestKeyword);
    candidate.keyword = { rank: index + 1, score: hit.score };
    candidates.set(hit.passageId, candidate);
  }
  return [...candidates.values()].sort(better);
}

/**
 * The same candidates ordered anew, each gaining 0.4 × its sentence nearest to the question: one sentence that answers
 * counts for more than a passage that is about the topic. A passage whose sentences are not stored yet stands in for
 * them itself; where none has any, nothing changes.
 */
export function sharpen(candidates: Candidate[], sentences: Map<string, RetrievedPassage['sentences']>): Candidate[] {
  if (!candidates.some((candidate) => sentences.has(candidate.passageId))) return candidates;
  return candidates
    .map((candidate) => {
      const nearest = sentences.get(candidate.passageId)?.[0]?.similarity ?? candidate.cosine;
      return { ...candidate, score: candidate.score + sentenceWeight * nearest };
    })
    .sort(better);
}

/** Ties are broken by id, so that the same question gives the same order. */
function better(a: Candidate, b: Candidate): number {
  return b.score - a.score || (a.passageId < b.passageId ? -1 : 1);
}
