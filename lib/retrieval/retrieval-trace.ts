import type { Candidate } from './fuse';
import type { PreparedQuery } from './query/prepare-query';
import type { Ranked, RetrievedPassage } from './retrieval-types';
import type { Lists } from './search-lists';

/**
 * What each stage of a retrieval did, noted down as it runs; what is absent was not reached. It holds what the stages made
 * anyway, and so costs nothing.
 */
export type RetrievalTrace = {
  query?: PreparedQuery;
  lists?: Lists;
  /** Everything that was found, in the order of cosine and keyword scores. */
  fused?: Candidate[];
  /** The same in the order that sentences, the reranker and exact words gave it. */
  ordered?: Candidate[];
  /** The sentences of those that were compared by them, the nearest first. */
  sentences?: Map<string, RetrievedPassage['sentences']>;
  /** The order that the team's reranker gave the first ones, with its own scores; empty when it did not answer, and why. */
  reranked?: { model: string; ranks: Map<string, Ranked>; milliseconds: number; problem?: string };
  /** The passage that only its exact words brought to its place in front. */
  kept?: string;
  /** Passages left out because a better one says the same: ids, each with that of the better one. */
  copies?: Map<string, string>;
  /** Passages that stand further back because their document had its share of the front. */
  moved?: Set<string>;
};
