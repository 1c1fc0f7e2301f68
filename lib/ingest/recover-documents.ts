import { builtInSpace } from '@/lib/ai/embedding/embedding-space';
import { db, pool } from '@/lib/db/client';
import { type JobName, jobSender } from '@/lib/jobs/jobs';
import { everySpace, sentenceVectors } from '@/lib/retrieval/vector-tables';
import { heartbeatExpiry } from './claim-document';
import { jobPriority } from './job-priority';
import { forgetReadPages } from './recognised-pages';

/** Whether a job of a document waits already: to give thousands of them another one takes the database seconds, to no end. */
const hasJob = (name: JobName) => `EXISTS (SELECT 1 FROM jobs.job j WHERE j.name = '${name}' AND j.singleton_key = d.id AND j.state < 'active')`;

/**
 * Gives a job to every document that waits without one or whose reader is dead. Asking twice is harmless: the queue
 * keeps one waiting job per document. `all` is for the start of the only worker: nobody else can be reading.
 */
export async function recoverDocuments(all = false): Promise<void> {
  const send = await jobSender();
  if (all) {
    await pool().query(`UPDATE document SET heartbeat_at = NULL WHERE state = 'reading'`);
    await forgetReadPages();
  }
  // Each team's first ones first: no team's thousands keep those of another from being looked at.
  const { rows } = await pool().query<{ id: string; deleted: boolean; sizeBytes: number; rank: number }>(
    `SELECT id, deleted, size_bytes AS "sizeBytes", rank FROM (
       SELECT id, deleted_at IS NOT NULL AS deleted, size_bytes, created_at,
         (row_number() OVER (PARTITION BY team_id, deleted_at IS NULL ORDER BY created_at, id))::int - 1 AS rank
       FROM document d
       WHERE (deleted_at IS NULL AND state IN ('waiting', 'reading')
              AND (heartbeat_at IS NULL OR heartbeat_at < (now() AT TIME ZONE 'utc') - interval '${heartbeatExpiry}')
              AND NOT EXISTS (SELECT 1 FROM ingest_queue q WHERE q.team_id = d.team_id AND q.paused_at IS NOT NULL))
          OR deleted_at < (now() AT TIME ZONE 'utc') - interval '15 seconds') d
     WHERE CASE WHEN deleted THEN NOT ${hasJob('purge')} ELSE NOT ${hasJob('ingest')} END
     ORDER BY rank, created_at LIMIT 1000`,
  );
  for (const { id, deleted, sizeBytes, rank } of rows) {
    await db().$transaction((tx) => (deleted ? send(tx, 'purge', id) : send(tx, 'ingest', id, { priority: jobPriority(sizeBytes, rank) })));
  }
}

/** Gives a job to every ready document whose sentences are not all stored in the space that its team is searched in. */
export async function recoverSentences(): Promise<void> {
  const send = await jobSender();
  for (const space of await everySpace(db())) {
    const { rows } = await pool().query<{ id: string }>(
      `SELECT d.id FROM document d LEFT JOIN embedding_setting e ON e.team_id = d.team_id AND e.role = 'serving'
       WHERE coalesce(e.space_id, ${builtInSpace.id}) = $1 AND d.deleted_at IS NULL AND d.state = 'ready' AND EXISTS (
         SELECT 1 FROM passage p WHERE p.document_id = d.id AND NOT EXISTS (SELECT 1 FROM ${sentenceVectors(space)} s WHERE s.passage_id = p.id))
       ORDER BY d.updated_at`,
      [space.id],
    );
    for (const { id } of rows) await db().$transaction((tx) => send(tx, 'sharpen', id));
  }
}
