import type { ChatScope } from '@/lib/chats/chat-message';
import type { CallSink } from '@/lib/usage/model-call';
import type { AlsoSearched } from './query/also-searched';

export type RetrieveMode = 'hybrid' | 'keyword' | 'vector';

export type RetrieveOptions = {
  question: string;
  /**
   * What the person typed, when `question` is a rewriting of it without filters and quotation marks: these are then
   * read from here. A question as typed needs no `typed`.
   */
  typed?: string;
  /**
   * For a follow-up question: what of `question` is its own, without the words that were added from the conversation. It
   * counts as much as all of `question` does.
   */
  ownWords?: string;
  scope?: ChatScope;
  /** How many passages to return; 20 when not given. */
  limit?: number;
  /** Which lists take part; both when not given. For evaluation and the search page. */
  mode?: RetrieveMode;
  /** To try others than the product's. */
  weights?: FusionWeights;
  /** Takes the model calls of the search, for the receipt of an answer; without it they go to the ledger at once. */
  spend?: CallSink;
};

/** What counts how much in the order of the passages, beside each other. */
export type FusionWeights = {
  /** Nearness of the whole passage in meaning. */
  cosine: number;
  /** Nearness of the passages before and after it, or again its own where it stands alone. */
  neighbours: number;
  /** The passage's share of the best keyword score. */
  keyword: number;
  /** Nearness of the passage's nearest sentence, and of the second. */
  bestSentence: number;
  secondSentence: number;
};

/** A place in a list, from 1, and the score that gave it. */
export type Ranked = { rank: number; score: number };

export type RetrievedPassage = {
  passageId: string;
  documentId: string;
  versionId: string;
  documentName: string;
  collectionId: string;
  /** Position in the version's passages, 0-based. */
  ordinal: number;
  /** Position among the passages that a person made of one; 0 for all others. */
  part: number;
  start: number;
  end: number;
  /** The words of the document: what is read and quoted. */
  text: string;
  /** What it is found by, where a person made something else of its words. */
  searched?: string;
  /** Document title › heading path. */
  context: string;
  heading?: string;
  page?: number;
  /** Its pages are slides. */
  slide: boolean;
  /** Length in tokens of the embedding model. */
  tokens: number;
  /** Fused score; comparable within one result only. */
  score: number;
  /** 1-based rank in each list, and the list's own score; undefined where the passage was not in it. */
  keyword?: { rank: number; score: number };
  vector?: { rank: number; score: number };
  /** Cosine similarity to the question; 0 where meaning was not compared. */
  similarity: number;
  /** Where it holds words of the question as they stand there, and few passages do: which share of what is asked about. */
  exact?: { share: number; holders: number };
  /** Spans (in the canonical text) and cosine similarity of its sentences to the question, best first, where stored. */
  sentences: { start: number; end: number; similarity: number }[];
};

export type RetrieveResult = {
  passages: RetrievedPassage[];
  /** Passages the viewer could have found: the size of what was searched. */
  searched: number;
  /** The model cannot read the question's script: its words decided, and nearness in meaning tells nothing. */
  unread?: boolean;
  /** What the question was searched for besides its own words. */
  also: AlsoSearched[];
  /** What the search was narrowed to, by the scope and by `in:`; undefined when it was not. */
  scope?: ChatScope;
  /** Visible notices, e.g. when one of the two indexes did not answer. */
  notices: { code: string; message: string }[];
  timings: Timings;
};

/** Milliseconds by part. */
export type Timings = { embed: number; keyword: number; vector: number; exact: number; fuse: number };
