import type { RetrievalTrace } from './retrieval-trace';
import type { Ranked, RetrievedPassage } from './retrieval-types';

/** The way of one passage through a retrieval. */
export type PassagePath = {
  passageId: string;
  /** In the lists; undefined where it was in none, whatever its score. */
  keyword?: Ranked;
  vector?: Ranked;
  exact?: { rank: number; share: number; holders: number };
  /** What was counted for it, also below the lists' ends; 0 where nothing is known. */
  cosine: number;
  neighbours: number;
  words: number;
  /** By cosine and keyword score. */
  fused: Ranked;
  /** Similarity of its nearest sentence and of the second, where it was compared by them. */
  sentences: number[];
  /** By the reranker, where one took part; the score is its own. */
  reranked?: Ranked;
  /** After its sentences, the reranker and exact words were counted. */
  ordered: Ranked;
  /** Its place in the result, from 1; undefined when it is not in it. */
  place?: number;
  /** Only its exact words brought it so far to the front. */
  kept: boolean;
  /** It stands further back because its document had its share of the front. */
  moved: boolean;
  /** It was left out because this passage says the same. */
  copyOf?: string;
};

/** What became of each passage that was found, in the order before copies left and documents made room for others. */
export function passagePaths(trace: RetrievalTrace, result: Pick<RetrievedPassage, 'passageId'>[]): PassagePath[] {
  const fused = new Map((trace.fused ?? []).map(({ passageId, score }, i) => [passageId, { rank: i + 1, score }]));
  const exact = new Map((trace.lists?.exact ?? []).map(({ passageId, share, holders }, i) => [passageId, { rank: i + 1, share, holders }]));
  const places = new Map(result.map(({ passageId }, i) => [passageId, i + 1]));
  return (trace.ordered ?? []).map(({ passageId, score, keyword, vector, cosine, neighbours, words }, i) => {
    const ordered = { rank: i + 1, score };
    return {
      passageId,
      keyword,
      vector,
      exact: exact.get(passageId),
      cosine,
      neighbours,
      words,
      fused: fused.get(passageId) ?? ordered,
      sentences: (trace.sentences?.get(passageId) ?? []).slice(0, 2).map((sentence) => sentence.similarity),
      reranked: trace.reranked?.ranks.get(passageId),
      ordered,
      place: places.get(passageId),
      kept: trace.kept === passageId,
      moved: trace.moved?.has(passageId) ?? false,
      copyOf: trace.copies?.get(passageId),
    };
  });
}
