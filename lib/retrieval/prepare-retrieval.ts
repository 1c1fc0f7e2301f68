import { Meilisearch } from 'meilisearch';
import { config } from '@/lib/config/config';
import { db, pool } from '@/lib/db/client';
import { bm25Index } from './keyword/bm25-index';
import { reasonOf, versionNotice } from './keyword/meilisearch/server';
import { fullTextIndex } from './keyword/full-text-index';
import type { KeywordIndex } from './keyword/keyword-index';
import type { Language } from './keyword/language';
import { searchFunctions } from './search-functions';
import { withoutSegmented } from './segmented';

/** Milliseconds that the start waits for Meilisearch: the portal also works without it. */
const greeting = 3_000;

/** Takes away the keyword indexes of an earlier release, which knew but one language. */
const withoutLanguage = `
DO $body$
DECLARE earlier regclass;
BEGIN
  FOR earlier IN
    SELECT oid FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relkind = 'i'
      AND (relname ~ '^passage_bm25_[0-9a-f]{24}$' OR relname = 'passage_full_text_idx')
  LOOP
    EXECUTE format('DROP INDEX %s', earlier);
  END LOOP;
END $body$`;

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
  }
  for (const statement of searchFunctions) await pool().query(statement);
  if (meilisearch) {
    notices.push(...(await greet(meilisearch)));
  } else if (available.rowCount !== 0) {
    await prepareTeams(bm25Index);
  } else {
    notices.push('This PostgreSQL server has no pg_textsearch: keyword search falls back to plain full text, whose ranking is weaker.');
    await prepareTeams(fullTextIndex);
  }
  return notices;
}

/** Passages that were written while another keyword index served, or by a release with other indexes, have none yet. */
async function prepareTeams(index: KeywordIndex): Promise<void> {
  const { rows } = await pool().query<{ team: string; language: Language }>(
    'SELECT DISTINCT team_id AS team, language FROM document WHERE passage_count > 0',
  );
  await pool().query(withoutSegmented);
  for (const { team, language } of rows) await index.prepare(db(), team, language);
  await pool().query(withoutLanguage);
}

async function greet({ url, apiKey }: { url: string; apiKey?: string }): Promise<string[]> {
  try {
    const { pkgVersion } = await new Meilisearch({ host: url, apiKey, timeout: greeting }).getVersion();
    const notice = versionNotice(pkgVersion);
    return notice ? [notice] : [];
  } catch (error) {
    return [`Meilisearch does not answer at ${new URL(url).origin} (${reasonOf(error)}). Until it does, questions are answered by meaning alone.`];
  }
}
