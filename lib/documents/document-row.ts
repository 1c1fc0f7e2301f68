// What the documents pages show. Client-safe: types only.
import type { DocumentFormat } from '@/lib/ingest/parse/parsed-document';

export type DocumentStateName = 'waiting' | 'reading' | 'ready' | 'failed';

export type DocumentRow = {
  id: string;
  name: string;
  format: DocumentFormat;
  collection: { id: string; name: string };
  state: DocumentStateName;
  /** 'parse' | 'chunk' | 'embed' | 'write' while reading; 'index' while waiting for the embedding model. */
  stage?: string;
  /** 0–1 while reading. */
  progress: number;
  failure?: { code: string; message: string };
  /**
   * What of the file is not in its text, one sentence each; empty when nothing is, or when somebody accepted it as it is.
   * With any, the honest state is "partly read".
   */
  missing: string[];
  /** Ready, but the keyword index does not know it yet: found by meaning only. */
  wordsPending: boolean;
  pageCount?: number;
  passageCount: number;
  sizeBytes: number;
  uploadedBy: string;
  /** ISO time. */
  createdAt: string;
  /** What it came in: a mail (with its id, while that is there), or an archive. */
  parent?: { id?: string; name: string };
  /** The address that it was imported from. */
  sourceUrl?: string;
  /** The version that is searched; undefined until the first one is ready. */
  currentVersionId?: string;
};

export type DocumentSort = 'name' | 'format' | 'state' | 'pages' | 'passages' | 'size' | 'uploaded';

export type DocumentPage = { documents: DocumentRow[]; total: number; page: number; pageSize: number };

export type CollectionRow = { id: string; name: string; documentCount: number };
