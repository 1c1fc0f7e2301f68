import type { Span } from '@/lib/ingest/parse/parsed-document';

export type PackedSentence = Span & {
  text: string;
  /** Cosine similarity to the question. */
  similarity: number;
  /** 1-based page it begins on, where that was looked up; else the page of its part holds. */
  page?: number;
  /** For rows of tables: the cells under their column names. */
  shown?: string;
  /** For headings and header rows, which are neither quoted nor cited. */
  isHeader?: boolean;
  /** For items of lists; `item` counts the blocks of the document, so that neighbours differ by one. */
  list?: { item: number; ordered: boolean };
  /** For rows of tables: where the table begins, its column names, and the cells. */
  row?: { table: number; header: string[]; cells: string[] };
};

/** A passage as the model sees it: neighbours in one document are merged, and it has a number to be cited by. */
export type PackedPassage = {
  /** 1-based; what `[n]` in the model's text refers to. */
  number: number;
  documentId: string;
  versionId: string;
  documentName: string;
  /** Its pages are slides. */
  slide: boolean;
  heading?: string;
  page?: number;
  /** Words of the canonical text, in its order, with their spans; more than one where neighbours were merged. */
  parts: (Span & { text: string; context: string; heading?: string; page?: number })[];
  /** Every sentence of the parts in the order of the text. */
  sentences: PackedSentence[];
  /** The retrieval score of its best part; comparable within one question. */
  score: number;
  /** Cosine similarity of its best part to the question; 0 where meaning was not compared. */
  similarity: number;
  /** Share of what is asked about that it holds in the very words of the question, 0 to 1. */
  exactShare: number;
};

/** The words of a packed passage as one text. */
export function textOf(passage: Pick<PackedPassage, 'parts'>): string {
  return passage.parts.map((part) => part.text).join('\n');
}
