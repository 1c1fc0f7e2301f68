import { pool } from '@/lib/db/client';
import { searchedText, searchFunctions } from './search-functions';

/**
 * Creates at start what only some databases can hold: the BM25 extension, or else an index for plain full text; and
 * the search functions. Returns sentences that an operator should read, for example that ranking is weaker.
 */
export async function prepareRetrieval(): Promise<string[]> {
  const notices: string[] = [];
  const available = await pool().query(`SELECT 1 FROM pg_available_extensions WHERE name = 'pg_textsearch'`);
  if (available.rowCount === 0) {
    notices.push('This PostgreSQL server has no pg_textsearch: keyword search falls back to plain full text, whose ranking is weaker.');
    await pool().query(`CREATE INDEX IF NOT EXISTS passage_full_text_idx ON passage USING gin (to_tsvector('english', ${searchedText}))`);
  } else {
    await pool().query('CREATE EXTENSION IF NOT EXISTS pg_textsearch');
  }
  for (const statement of searchFunctions) await pool().query(statement);
  return notices;
}
