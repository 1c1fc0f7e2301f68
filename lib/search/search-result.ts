// What the search page gets. Client-safe: types only.
import type { Span } from '@/lib/ingest/parse/parsed-document';
import type { AlsoSearched } from '@/lib/retrieval/query/also-searched';

export type SearchMode = 'hybrid' | 'keyword' | 'vector';

export type SearchResult = {
  passageId: string;
  documentId: string;
  versionId: string;
  documentName: string;
  collectionId: string;
  heading?: string;
  page?: number;
  /** The page is a slide. */
  slide: boolean;
  /** The best sentence of the passage, in the version's canonical text: where the reader opens. */
  start: number;
  end: number;
  /** That sentence and what stands around it. */
  excerpt: string;
  /** Words of the query in the excerpt. */
  marks: Span[];
  /** Why it was found: it has the query's words, another name for them, it means something close, or words and meaning. */
  why: 'keyword' | 'other-name' | 'meaning' | 'both';
};

export type SearchAnswer = {
  results: SearchResult[];
  /** How many passages were searched. */
  searched: number;
  /** What was searched for besides the query's own words. */
  also: AlsoSearched[];
  notices: { code: string; message: string }[];
};
