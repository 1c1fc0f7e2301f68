import { pool } from '@/lib/db/client';
import { exactWordsVersion } from './exact-words';
import { shinglesOf } from './shingles';

/** Passages per statement: little enough that nobody's question waits for it. */
const batchSize = 200;

/**
 * Adds those passages to the exact index that were stored before it existed, and, where an earlier release told words
 * apart in another way, brings up to date those in which they may be others. Can be stopped at any point and repeated.
 */
export async function fillShingles(signal?: AbortSignal): Promise<void> {
  await fillWhere(`shingles = '{}'`, signal);
  const { rows } = await pool().query<{ version: number }>(`SELECT (value #>> '{}')::int AS version FROM portal_setting WHERE key = 'exact-words'`);
  if (rows[0]?.version === exactWordsVersion) return;
  // In plain English letters and digits words have always been told apart alike.
  await fillWhere(`octet_length(context) + octet_length(text) > char_length(context) + char_length(text)`, signal);
  await pool().query(
    `INSERT INTO portal_setting (key, value) VALUES ('exact-words', to_jsonb($1::int)) ON CONFLICT (key) DO UPDATE SET value = excluded.value`,
    [exactWordsVersion],
  );
}

async function fillWhere(condition: string, signal?: AbortSignal): Promise<void> {
  for (let after = ''; ; ) {
    signal?.throwIfAborted();
    const { rows } = await pool().query<{ id: string; team_id: string; context: string; text: string }>(
      `SELECT id, team_id, context, text FROM passage WHERE ${condition} AND id > $1 ORDER BY id LIMIT ${batchSize}`,
      [after],
    );
    const last = rows.at(-1);
    if (!last) return;
    after = last.id;
    await pool().query(
      `UPDATE passage SET shingles = new.shingles::int[] FROM unnest($1::text[], $2::text[]) AS new (id, shingles)
       WHERE passage.id = new.id AND passage.shingles <> new.shingles::int[]`,
      [rows.map((row) => row.id), rows.map((row) => `{${shinglesOf(row.team_id, [row.context, row.text]).join(',')}}`)],
    );
  }
}
