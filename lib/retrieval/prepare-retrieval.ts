import { pool } from '@/lib/db/client';

/**
 * Creates at start what only some databases can hold: the BM25 extension. Returns sentences that an operator should
 * read, for example that ranking is weaker without it.
 */
export async function prepareRetrieval(): Promise<string[]> {
  const available = await pool().query(`SELECT 1 FROM pg_available_extensions WHERE name = 'pg_textsearch'`);
  if (available.rowCount === 0) {
    return ['This PostgreSQL server has no pg_textsearch: keyword search falls back to plain full text, whose ranking is weaker.'];
  }
  await pool().query('CREATE EXTENSION IF NOT EXISTS pg_textsearch');
  return [];
}
