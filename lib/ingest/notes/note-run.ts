import { randomUUID } from 'node:crypto';
import { pool } from '@/lib/db/client';

/** One that has said nothing for this long is taken to be dead, by the database's clock. */
const expiry = '60 seconds';
const heartbeatInterval = 10_000;

/** The right to have notes written on a document, until somebody takes it over. */
export type NoteClaim = { documentId: string; teamId: string; holder: string };

/** 'done': nothing is left to ask. 'stopped': nothing more is asked until something changes. 'waiting': a job goes on. */
export type NoteRunEnd = { state: 'waiting' | 'done' | 'stopped'; problem?: string; retryAfterSeconds?: number };

/** Takes a document for oneself; undefined while another one is alive at it. */
export async function claimNotes(documentId: string, teamId: string): Promise<NoteClaim | undefined> {
  const holder = randomUUID();
  const { rowCount } = await pool().query(
    `INSERT INTO note_run (document_id, team_id, state, holder, updated_at) VALUES ($1, $2, 'waiting', $3, now() AT TIME ZONE 'utc')
     ON CONFLICT (document_id) DO UPDATE SET holder = $3, updated_at = now() AT TIME ZONE 'utc'
       WHERE note_run.holder IS NULL OR note_run.updated_at < (now() AT TIME ZONE 'utc') - interval '${expiry}'`,
    [documentId, teamId, holder],
  );
  return rowCount === 1 ? { documentId, teamId, holder } : undefined;
}

/** Says every few seconds that one lives, until the function that is returned is called. */
export function keepClaim(claim: NoteClaim): () => void {
  const timer = setInterval(() => {
    pool()
      .query(`UPDATE note_run SET updated_at = now() AT TIME ZONE 'utc' WHERE document_id = $1 AND holder = $2`, [claim.documentId, claim.holder])
      .catch((error: unknown) => console.error('notes heartbeat:', error));
  }, heartbeatInterval);
  return () => clearInterval(timer);
}

/** Says how far it is. False when another one has taken over, or the document is gone. */
export async function reportNotes({ documentId, holder }: NoteClaim, { done, total }: { done: number; total: number }): Promise<boolean> {
  const { rowCount } = await pool().query(
    `UPDATE note_run SET state = 'running', done = $3, total = $4, problem = NULL, retry_at = NULL, ended_at = NULL,
       started_at = CASE WHEN state = 'running' THEN started_at ELSE now() AT TIME ZONE 'utc' END, updated_at = now() AT TIME ZONE 'utc'
     WHERE document_id = $1 AND holder = $2`,
    [documentId, holder, done, total],
  );
  return rowCount === 1;
}

/** Gives the document up, and says why where it did not come to its end. */
export async function releaseNotes({ documentId, holder }: NoteClaim, { state, problem, retryAfterSeconds }: NoteRunEnd): Promise<void> {
  await pool().query(
    `UPDATE note_run SET state = $3, holder = NULL, problem = $4, retry_at = (now() AT TIME ZONE 'utc') + make_interval(secs => $5::float8),
       ended_at = CASE WHEN $3 = 'done' THEN now() AT TIME ZONE 'utc' END, updated_at = now() AT TIME ZONE 'utc'
     WHERE document_id = $1 AND holder = $2`,
    [documentId, holder, state, problem ?? null, retryAfterSeconds ?? null],
  );
}

/** Frees what a worker that is no more has held. For the start of the only worker. */
export async function releaseAllNotes(): Promise<void> {
  await pool().query('UPDATE note_run SET holder = NULL WHERE holder IS NOT NULL');
}
