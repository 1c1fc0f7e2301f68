import { config } from '@/lib/config/config';
import { pool } from '@/lib/db/client';

/** Which of these documents wait to be known to the keyword index. The database's own indexes know at once. */
export async function awaitingKeywordIndex(documentIds: string[]): Promise<Set<string>> {
  if (!config().meilisearch || documentIds.length === 0) return new Set();
  const { rows } = await pool().query<{ id: string }>('SELECT document_id AS id FROM keyword_outbox WHERE document_id = ANY($1)', [documentIds]);
  return new Set(rows.map((row) => row.id));
}

/** How far the index is behind for a team: documents that wait, for how many seconds the oldest does, and why some were refused. */
export type IndexLag = { waiting: number; oldestSeconds: number; refused: { documentId: string; tries: number; error: string }[] };

export async function indexLag(teamId: string): Promise<IndexLag> {
  const counted = await pool().query<{ waiting: number; oldestSeconds: number }>(
    `SELECT count(*)::int AS waiting, coalesce(extract(epoch FROM now() - min(queued_at)), 0)::float8 AS "oldestSeconds"
     FROM keyword_outbox WHERE team_id = $1`,
    [teamId],
  );
  const { rows: refused } = await pool().query<IndexLag['refused'][number]>(
    `SELECT document_id AS "documentId", tries, error FROM keyword_outbox WHERE team_id = $1 AND error IS NOT NULL ORDER BY queued_at LIMIT 20`,
    [teamId],
  );
  return { waiting: 0, oldestSeconds: 0, ...counted.rows[0], refused };
}
