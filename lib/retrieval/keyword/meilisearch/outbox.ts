import { pool, type Transaction } from '@/lib/db/client';

/** A document whose passages the index has yet to learn of; `change` tells whether it has changed once more since. */
export type QueuedDocument = { documentId: string; teamId: string; change: string; passages: number };

const requeue = `ON CONFLICT (document_id) DO UPDATE SET change = nextval('keyword_outbox_change_seq'), tries = 0, error = NULL, retry_at = now()`;

/** Notes, in the transaction of a change, that documents must be written to the index anew, or removed from it. */
export async function queueDocuments(tx: Transaction, documentIds: string[]): Promise<void> {
  await tx.$executeRawUnsafe(
    `INSERT INTO keyword_outbox (document_id, team_id) SELECT id, team_id FROM document WHERE id = ANY($1) ORDER BY id ${requeue}`,
    documentIds,
  );
}

/** The same for documents that the index knows, but perhaps the portal no longer. */
export async function queueRepairs(documents: { documentId: string; teamId: string }[]): Promise<void> {
  await pool().query(
    `INSERT INTO keyword_outbox (document_id, team_id) SELECT id, team FROM unnest($1::text[], $2::text[]) AS repair (id, team) ORDER BY id ${requeue}`,
    [documents.map((document) => document.documentId), documents.map((document) => document.teamId)],
  );
}

/** Which of these documents wait already. */
export async function queuedAmong(documentIds: string[]): Promise<Set<string>> {
  const { rows } = await pool().query<{ id: string }>('SELECT document_id AS id FROM keyword_outbox WHERE document_id = ANY($1)', [documentIds]);
  return new Set(rows.map((row) => row.id));
}

/** The same for all documents, for an index that has none. */
export async function queueEverything(): Promise<void> {
  await pool().query(
    `INSERT INTO keyword_outbox (document_id, team_id) SELECT id, team_id FROM document WHERE passage_count > 0 ORDER BY id ${requeue}`,
  );
}

/** Documents to write next, those that waited longest first: so many, or fewer with so many passages together. */
export async function nextInQueue(most: { documents: number; passages: number }): Promise<QueuedDocument[]> {
  const { rows } = await pool().query<QueuedDocument>(
    `SELECT document_id AS "documentId", keyword_outbox.team_id AS "teamId", change::text, coalesce(passage_count, 0) AS passages
     FROM keyword_outbox LEFT JOIN document ON document.id = document_id
     WHERE retry_at <= now() ORDER BY retry_at, change LIMIT $1`,
    [most.documents],
  );
  let passages = 0;
  return rows.filter((row, i) => {
    passages += row.passages;
    return i === 0 || passages <= most.passages;
  });
}

/**
 * Takes written documents out of the queue, except those that have changed meanwhile. One that is just being changed is
 * left for the next time rather than waited for.
 */
export async function dequeue(documents: QueuedDocument[]): Promise<void> {
  await pool().query(
    `DELETE FROM keyword_outbox WHERE document_id IN (
       SELECT document_id FROM keyword_outbox JOIN unnest($1::text[], $2::bigint[]) AS written (id, change) ON id = document_id
       WHERE keyword_outbox.change = written.change FOR UPDATE OF keyword_outbox SKIP LOCKED)`,
    [documents.map((document) => document.documentId), documents.map((document) => document.change)],
  );
}

/** Puts a document that the index refuses at the back: tried again after 1, 2, 4 … 60 minutes. */
export async function postpone(document: QueuedDocument, error: string): Promise<void> {
  await pool().query(
    `UPDATE keyword_outbox SET tries = tries + 1, error = $3, retry_at = now() + least(2 ^ tries, 60) * interval '1 minute'
     WHERE document_id = $1 AND change = $2`,
    [document.documentId, document.change, error],
  );
}

/** A number above those of all changes and writings so far. */
export async function nextWriting(): Promise<number> {
  const { rows } = await pool().query<{ number: string }>(`SELECT nextval('keyword_outbox_change_seq')::text AS number`);
  return Number(rows[0]?.number);
}

/** Whether nothing waits except what the index refused. */
export async function isQueueWritten(): Promise<boolean> {
  const { rows } = await pool().query<{ written: boolean }>('SELECT NOT EXISTS (SELECT 1 FROM keyword_outbox WHERE tries = 0) AS written');
  return rows[0]?.written ?? true;
}
