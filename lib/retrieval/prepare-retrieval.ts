import { Meilisearch } from 'meilisearch';
import { config } from '@/lib/config/config';
import { db, pool } from '@/lib/db/client';
import { bm25Index } from './keyword/bm25-index';
import { versionNotice } from './keyword/meilisearch/server';
import { searchedText, searchFunctions } from './search-functions';

/** Milliseconds that the start waits for Meilisearch: the portal also works without it. */
const greeting = 3_000;

/**
 * Creates at start what only some databases can hold: the BM25 extension, or else an index for plain full text; and
 * the search functions. Returns sentences that an operator should read, for example that ranking is weaker.
 */
export async function prepareRetrieval(): Promise<string[]> {
  const notices: string[] = [];
  const { meilisearch } = config();
  const available = await pool().query(`SELECT 1 FROM pg_available_extensions WHERE name = 'pg_textsearch'`);
  if (available.rowCount !== 0) {
    await pool().query('CREATE EXTENSION IF NOT EXISTS pg_textsearch');
    if (!meilisearch) await prepareTeams();
  } else if (!meilisearch) {
    notices.push('This PostgreSQL server has no pg_textsearch: keyword search falls back to plain full text, whose ranking is weaker.');
    await pool().query(`CREATE INDEX IF NOT EXISTS passage_full_text_idx ON passage USING gin (to_tsvector('english', ${searchedText}))`);
  }
  for (const statement of searchFunctions) await pool().query(statement);
  if (meilisearch) notices.push(...(await greet(meilisearch)));
  return notices;
}

/** Teams whose passages were written while another keyword index served have no BM25 index yet. */
async function prepareTeams(): Promise<void> {
  const { rows } = await pool().query<{ id: string }>('SELECT id FROM team WHERE EXISTS (SELECT 1 FROM passage WHERE team_id = team.id)');
  for (const { id } of rows) await bm25Index.prepareTeam(db(), id);
}

async function greet({ url, apiKey }: { url: string; apiKey?: string }): Promise<string[]> {
  try {
    const { pkgVersion } = await new Meilisearch({ host: url, apiKey, timeout: greeting }).getVersion();
    const notice = versionNotice(pkgVersion);
    return notice ? [notice] : [];
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return [`Meilisearch does not answer at ${new URL(url).origin} (${reason}). Until it does, questions are answered by meaning alone.`];
  }
}
