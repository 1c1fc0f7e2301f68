import { randomUUID } from 'node:crypto';
import { pool } from '@/lib/db/client';
import { endRun, StageClock } from './ingest-run';
import type { DocumentFormat } from './parse/parsed-document';

/** A reader that has said nothing for this long is taken to be dead, by the database's clock. */
export const heartbeatExpiry = '60 seconds';
/** Readings begun without an end before a file is given up: each of them ended with the whole worker. */
const mostTries = 12;

/** The right to read one version of a document, until someone takes a higher attempt. */
export type Claim = {
  documentId: string;
  teamId: string;
  collectionId: string;
  name: string;
  format: DocumentFormat;
  versionId: string;
  fileName: string;
  sha256: string;
  sizeBytes: number;
  /** It has a version already that searches find: until this attempt writes, nothing can make it so. */
  isSearched: boolean;
  attempt: number;
  tries: number;
};

/** Thrown when the document was deleted, replaced or taken over in the meantime: give up quietly. */
export class Superseded extends Error {}

/** Readings that are kept of one document. */
const keptRuns = 20;

/**
 * Takes the next attempt of a document that waits, or whose reader is dead; undefined when there is nothing to do, or
 * when the team has paused its queue.
 */
export async function claimDocument(documentId: string): Promise<Claim | undefined> {
  const claimed = await pool().query<Claim>(
    `WITH claimed AS (
     UPDATE document d
     SET state = 'reading', stage = 'parse', progress = 0, attempt = d.attempt + 1, tries = d.tries + 1,
         heartbeat_at = now() AT TIME ZONE 'utc', updated_at = now() AT TIME ZONE 'utc'
     FROM document_version v
     WHERE d.id = $1 AND d.deleted_at IS NULL AND v.document_id = d.id
       AND v.number = (SELECT max(number) FROM document_version WHERE document_id = d.id)
       AND (d.state = 'waiting' OR (d.state = 'reading' AND (d.heartbeat_at IS NULL
            OR d.heartbeat_at < (now() AT TIME ZONE 'utc') - interval '${heartbeatExpiry}')))
       AND NOT EXISTS (SELECT 1 FROM ingest_queue q WHERE q.team_id = d.team_id AND q.paused_at IS NOT NULL)
     RETURNING d.id AS "documentId", d.team_id AS "teamId", d.collection_id AS "collectionId", d.name, d.format,
       v.id AS "versionId", v.file_name AS "fileName", v.sha256, v.size_bytes AS "sizeBytes",
       d.current_version_id IS NOT NULL AS "isSearched", d.attempt, d.tries
     ), begun AS (
       INSERT INTO ingest_run (id, document_id, team_id, version_id, attempt, format, size_bytes, started_at)
       SELECT $2, "documentId", "teamId", "versionId", attempt, format, "sizeBytes", now() AT TIME ZONE 'utc' FROM claimed
     ), forgotten AS (
       DELETE FROM ingest_run r USING claimed c WHERE r.document_id = c."documentId" AND r.attempt <= c.attempt - ${keptRuns}
     ), batch AS (
       INSERT INTO ingest_queue (team_id, batch_started_at) SELECT "teamId", now() AT TIME ZONE 'utc' FROM claimed
       ON CONFLICT (team_id) DO UPDATE SET batch_started_at = coalesce(ingest_queue.batch_started_at, excluded.batch_started_at)
     )
     SELECT * FROM claimed`,
    [documentId, randomUUID()],
  );
  const claim = claimed.rows[0];
  if (!claim || claim.tries <= mostTries) return claim;
  await failDocument(claim, 'internal:ingest', `Reading this file was interrupted ${mostTries} times. Choose "Re-index" to try again, or upload it in another format.`);
  await endRun(claim, 'failed', new StageClock());
  return undefined;
}

/** Says where the reader is and that it lives. Throws {@link Superseded} when it should stop. */
export async function reportProgress(claim: Claim, stage: string, progress: number): Promise<void> {
  const updated = await pool().query(
    `UPDATE document SET stage = $3, progress = $4, heartbeat_at = now() AT TIME ZONE 'utc'
     WHERE id = $1 AND attempt = $2 AND state = 'reading' AND deleted_at IS NULL`,
    [claim.documentId, claim.attempt, stage, progress],
  );
  if (updated.rowCount === 0) throw new Superseded();
}

/** Ends in `failed` with a reason for people, unless the attempt is no longer the newest. */
export async function failDocument(claim: Claim, code: string, message: string): Promise<void> {
  await pool().query(
    `UPDATE document SET state = 'failed', stage = NULL, progress = 0, heartbeat_at = NULL, failure_code = $3,
       failure_message = $4, updated_at = now() AT TIME ZONE 'utc'
     WHERE id = $1 AND attempt = $2 AND deleted_at IS NULL`,
    [claim.documentId, claim.attempt, code, message],
  );
}

/**
 * Puts the document back in the queue's care, unless the attempt is no longer the newest. `forIndex`: it is not the
 * document's fault; the try does not count, and people are told what it waits for.
 */
export async function releaseDocument(claim: Claim, { forIndex = false } = {}): Promise<boolean> {
  const released = await pool().query(
    `UPDATE document SET state = 'waiting', stage = CASE WHEN $3 THEN 'index' END, progress = 0, heartbeat_at = NULL,
       tries = CASE WHEN $3 THEN greatest(tries - 1, 0) ELSE tries END
     WHERE id = $1 AND attempt = $2 AND state = 'reading' AND deleted_at IS NULL`,
    [claim.documentId, claim.attempt, forIndex],
  );
  return released.rowCount === 1;
}
