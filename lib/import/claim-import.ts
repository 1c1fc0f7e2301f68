import { type Transaction, db, pool } from '@/lib/db/client';
import { jobSender } from '@/lib/jobs/jobs';
import type { ImportKind } from './import-row';

/** A run that has said nothing for this long is taken to be dead, by the database's clock. */
const heartbeatExpiry = '60 seconds';

/** The right to carry out an import, until someone takes a higher attempt. */
export type ImportClaim = {
  id: string;
  teamId: string;
  collectionId: string;
  kind: ImportKind;
  address: string;
  pageLimit: number;
  limitReached: boolean;
  startedById: string;
  attempt: number;
  archiveSha256: string | null;
};

/** Thrown when an import was stopped, begun anew, forgotten or taken over: give up quietly. */
export class ImportEnded extends Error {}

/**
 * Takes the next attempt of an import that waits or whose run is dead; undefined when there is nothing to do. Of a team's
 * archives one is unpacked at a time, so that whoever drops fifty of them keeps nobody waiting.
 */
export async function claimImport(importId: string): Promise<ImportClaim | undefined> {
  const claimed = await pool().query<ImportClaim>(
    `UPDATE import_source s SET state = 'running', attempt = attempt + 1, heartbeat_at = now() AT TIME ZONE 'utc'
     WHERE id = $1 AND (state = 'waiting' OR (state = 'running' AND (heartbeat_at IS NULL
       OR heartbeat_at < (now() AT TIME ZONE 'utc') - interval '${heartbeatExpiry}')))
       AND NOT (kind = 'archive' AND EXISTS (SELECT 1 FROM import_source o WHERE o.team_id = s.team_id AND o.kind = 'archive' AND o.id <> s.id
         AND o.state = 'running' AND o.heartbeat_at >= (now() AT TIME ZONE 'utc') - interval '${heartbeatExpiry}'))
     RETURNING id, team_id AS "teamId", collection_id AS "collectionId", kind, address, page_limit AS "pageLimit",
       limit_reached AS "limitReached", started_by_id AS "startedById", attempt, archive_sha256 AS "archiveSha256"`,
    [importId],
  );
  return claimed.rows[0];
}

/** Says that the run lives. Throws {@link ImportEnded} when it should stop. */
export async function keepImport(claim: ImportClaim, tx?: Transaction): Promise<void> {
  const kept = await (tx ?? db()).$executeRaw`
    UPDATE import_source SET heartbeat_at = now() AT TIME ZONE 'utc' WHERE id = ${claim.id} AND attempt = ${claim.attempt} AND state = 'running'`;
  if (kept === 0) throw new ImportEnded();
}

/** Ends a run, unless it is no longer the newest: done, back in the queue's care, or failed with a sentence. */
export async function settleImport(claim: ImportClaim, outcome: { state: 'done' | 'waiting' } | { state: 'failed'; code: string; message: string }): Promise<void> {
  const failure = outcome.state === 'failed' ? outcome : undefined;
  await pool().query(
    `UPDATE import_source SET state = $3, heartbeat_at = NULL, failure_code = $4, failure_message = $5,
       finished_at = CASE WHEN $3 = 'waiting' THEN NULL ELSE now() AT TIME ZONE 'utc' END
     WHERE id = $1 AND attempt = $2 AND state = 'running'`,
    [claim.id, claim.attempt, outcome.state, failure?.code ?? null, failure?.message ?? null],
  );
}

/** Gives a job to every import but those of folders that waits or whose run is dead. `all` is for the start of the only worker. */
export async function recoverImports(all = false): Promise<void> {
  const send = await jobSender();
  if (all) await pool().query(`UPDATE import_source SET heartbeat_at = NULL WHERE state = 'running' AND kind <> 'folder'`);
  const { rows } = await pool().query<{ id: string }>(
    `SELECT id FROM import_source WHERE kind <> 'folder' AND state IN ('waiting', 'running')
       AND (heartbeat_at IS NULL OR heartbeat_at < (now() AT TIME ZONE 'utc') - interval '${heartbeatExpiry}') ORDER BY started_at`,
  );
  for (const { id } of rows) await db().$transaction((tx) => send(tx, 'import', id));
  // A folder is read by a command; nobody but another one can go on with it.
  await pool().query(
    `UPDATE import_source SET state = 'stopped', heartbeat_at = NULL, finished_at = now() AT TIME ZONE 'utc'
     WHERE kind = 'folder' AND state = 'running' AND heartbeat_at < (now() AT TIME ZONE 'utc') - interval '${heartbeatExpiry}'`,
  );
}
