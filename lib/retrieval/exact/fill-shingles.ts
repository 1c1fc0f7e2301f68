import { pool } from '@/lib/db/client';
import { shinglesOf } from './shingles';

/** Passages per statement: little enough that nobody's question waits for it. */
const batchSize = 200;

/** Adds those passages to the exact index that were stored before it existed. Can be stopped at any point and repeated. */
export async function fillShingles(signal?: AbortSignal): Promise<void> {
  for (let after = ''; ; ) {
    signal?.throwIfAborted();
    const { rows } = await pool().query<{ id: string; team_id: string; context: string; text: string }>(
      `SELECT id, team_id, context, text FROM passage WHERE shingles = '{}' AND id > $1 ORDER BY id LIMIT ${batchSize}`,
      [after],
    );
    const last = rows.at(-1);
    if (!last) return;
    after = last.id;
    await pool().query(
      `UPDATE passage SET shingles = new.shingles::int[] FROM unnest($1::text[], $2::text[]) AS new (id, shingles) WHERE passage.id = new.id`,
      [rows.map((row) => row.id), rows.map((row) => `{${shinglesOf(row.team_id, [row.context, row.text]).join(',')}}`)],
    );
  }
}
