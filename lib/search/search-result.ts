// What the search page gets. Client-safe: types only.
import type { Span } from '@/lib/ingest/parse/parsed-document';

export type SearchMode = 'hybrid' | 'keyword' | 'vector';

export type SearchResult = {
  passageId: string;
  documentId: string;
  versionId: string;
  documentName: string;
  collectionId: string;
  heading?: string;
  page?: number;
  /** The best sentence of the passage, in the version's canonical text: where the reader opens. */
  start: number;
  end: number;
  /** That sentence and what stands around it. */
  excerpt: string;
  /** Words of the query in the excerpt. */
  marks: Span[];
  /** Why it was found: it has the query's words, it means something close, or both. */
  why: 'keyword' | 'meaning' | 'both';
};

export type SearchAnswer = {
  results: SearchResult[];
  /** How many passages were searched. */
  searched: number;
  notices: { code: string; message: string }[];
};
