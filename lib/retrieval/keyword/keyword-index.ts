import { config } from '@/lib/config/config';
import { db, type Sql } from '@/lib/db/client';
import type { Reach } from '../reach';
import { bm25Index } from './bm25-index';
import { fullTextIndex } from './full-text-index';
import type { Language } from './language';
import { meilisearchIndex } from './meilisearch-index';

export type KeywordHit = {
  passageId: string;
  /** Higher is better; above 0; comparable within one answer only. */
  score: number;
};

export type KeywordAnswer = {
  /** Best first. */
  hits: KeywordHit[];
  /**
   * Scores, on the same scale, of other passages of the team; those without a word of the question are left out. Where a
   * score that the search has not come across costs time, it is computed for the first `most` of them only.
   */
  scoresOf(passageIds: string[], most?: number): Promise<Map<string, number>>;
};

/** A seam: whatever finds passages by their words. The contract is in keyword-index.test.ts. */
export interface KeywordIndex {
  readonly name: 'bm25' | 'full text' | 'meilisearch';
  /**
   * The best passages within reach that share words with the question. Any text is a question. Where words are weighed,
   * one that the question says twice counts twice.
   */
  search(reach: Reach, question: string, limit: number): Promise<KeywordAnswer>;
  /** Called before passages of a team in a language are written, in the same transaction. */
  prepare(tx: Sql, teamId: string, language: Language): Promise<void>;
  /** Called when passages of documents were written, moved, hidden or removed, in the same transaction. */
  documentsChanged(tx: Sql, documentIds: string[]): Promise<void>;
  /** Called after a batch of writes, outside any transaction: time to tidy up for faster searches. */
  settle(teamId: string): Promise<void>;
}

let chosen: Promise<KeywordIndex> | undefined;

/**
 * The keyword index of this portal: Meilisearch where one is configured; otherwise BM25 where the database has the
 * extension, else its plain full text. Inside a transaction give its client: the embedded database answers nobody else
 * until it ends.
 */
export function keywordIndex(client: Sql = db()): Promise<KeywordIndex> {
  chosen ??= choose(client).catch((error: unknown) => {
    chosen = undefined;
    throw error;
  });
  return chosen;
}

async function choose(client: Sql): Promise<KeywordIndex> {
  if (config().meilisearch) return meilisearchIndex;
  const extension = await client.$queryRawUnsafe<unknown[]>(`SELECT 1 FROM pg_extension WHERE extname = 'pg_textsearch'`);
  return extension.length === 0 ? fullTextIndex : bm25Index;
}
