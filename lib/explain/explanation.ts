// What became of a question, as the admin's pages get it. Client-safe: types only.
import type { Notice } from '@/lib/chats/chat-message';
import type { PassagePath } from '@/lib/retrieval/passage-paths';
import type { AlsoSearched } from '@/lib/retrieval/query/also-searched';
import type { Ranked } from '@/lib/retrieval/retrieval-types';

/** The stage where a document was lost; the last three are what becomes of one that was not. */
export type Stage = 'unknown' | 'not-read' | 'outside' | 'without-phrase' | 'not-retrieved' | 'below-cut' | 'copy' | 'budget' | 'not-cited' | 'found' | 'packed' | 'cited';

/** A best figure of any of a document's passages; without a rank when the list ended before it. */
export type Figure = { rank?: number; score: number };

export type DocumentExplanation = {
  document: { id: string; name: string };
  stage: Stage;
  sentence: string;
  /** Whether the sentence rests on what was kept with the answer, or on how things are now. */
  known: 'stored' | 'now';
  /** What else is worth knowing, likewise. */
  facts: { known: 'stored' | 'now'; sentence: string }[];
  figures: {
    keyword?: Figure;
    /** Cosine similarity. */
    vector?: Figure;
    /** Share of what is asked about that a passage holds in these words, 0 to 1, and how many passages do. */
    exact?: { share: number; holders: number };
    /** Among all that was found, by cosine, that of its neighbours, and keyword score. */
    fused?: Ranked;
    /** By the reranking model; the score is its own. */
    reranked?: Ranked;
    /** After sentences, the reranker and exact words were counted. */
    ordered?: Ranked;
    /** Place in the result. */
    place?: number;
  };
};

export type TrialPassage = {
  documentId: string;
  versionId: string;
  documentName: string;
  heading?: string;
  page?: number;
  slide: boolean;
  /** Span in the version's canonical text. */
  start: number;
  end: number;
  /** How it begins. */
  excerpt: string;
};

/** One question, searched in each way and put together. Passages are named by id; those of `passages` can be shown. */
export type RetrievalTrial = {
  /** How many passages were searched. */
  searched: number;
  also: AlsoSearched[];
  notices: Notice[];
  /** The first of each list, and how many it has; undefined where that way of searching took no part. */
  lists: Record<'keyword' | 'vector' | 'exact', { total: number; first: (Ranked & { passageId: string })[] } | undefined>;
  /** The model that put the first ones in order, and why it did not; undefined where the team has none. */
  reranker?: { model: string; problem?: string };
  /** How many passages were found by any. */
  found: number;
  /** What was found, the result first, then copies and what fell behind; `packed`: an answer would read it. */
  paths: (PassagePath & { packed: boolean })[];
  passages: Record<string, TrialPassage>;
};
