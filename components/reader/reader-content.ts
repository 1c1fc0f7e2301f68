import type { Block, DocumentFormat, Page, ParseReport } from '@/lib/ingest/parse/parsed-document';

/** What the reader gets of a document's version. */
export type ReaderContent = {
  documentId: string;
  versionId: string;
  /** 1 for the first upload, counted up by each replacement. */
  number: number;
  /** Whether this version is the one that is searched now. */
  isCurrent: boolean;
  name: string;
  format: DocumentFormat;
  text: string;
  blocks: Block[];
  pages: Page[];
  report: ParseReport | null;
};
