import { randomUUID } from 'node:crypto';
import { type TeamEmbedder, buildingEmbedder } from '@/lib/ai/embedding/team-embedders';
import { pool } from '@/lib/db/client';
import { passageVectors } from '@/lib/retrieval/vector-tables';

/** A run that gave no sign of life for this long is taken to be dead, by the database's clock. */
const leaseExpiry = '90 seconds';
/** Milliseconds between two signs of life. */
const heartbeatInterval = 20_000;

/** Thrown when a change was cancelled, replaced or taken over: give up quietly. */
export class ChangeEnded extends Error {}

/** The right to fill a team's new space, until it ends or someone else takes it over. */
export type ChangeRun = TeamEmbedder & { id: string; teamId: string; holder: string };

/** Takes up a change that nobody works on and whose time has come; undefined when there is none. */
export async function takeUpChange(): Promise<ChangeRun | undefined> {
  const holder = randomUUID();
  const taken = await pool().query<{ id: string; teamId: string }>(
    `UPDATE embedding_setting SET holder = $1, updated_at = now() AT TIME ZONE 'utc'
     WHERE id = (
       SELECT id FROM embedding_setting
       WHERE role = 'building' AND (retry_at IS NULL OR retry_at <= now() AT TIME ZONE 'utc')
         AND (holder IS NULL OR updated_at < (now() AT TIME ZONE 'utc') - interval '${leaseExpiry}')
       ORDER BY created_at LIMIT 1 FOR UPDATE SKIP LOCKED)
     RETURNING id, team_id AS "teamId"`,
    [holder],
  );
  const row = taken.rows[0];
  const team = row && (await buildingEmbedder(row.teamId));
  if (!row || !team) return undefined;
  await pool().query(
    `UPDATE embedding_setting SET passages_done = (SELECT count(*) FROM ${passageVectors(team.space)} WHERE team_id = $2) WHERE id = $1`,
    [row.id, row.teamId],
  );
  return { ...row, ...team, holder };
}

/** For the start of the only worker: nobody else can be at work on a change. */
export async function releaseAllChanges(): Promise<void> {
  await pool().query('UPDATE embedding_setting SET holder = NULL WHERE holder IS NOT NULL');
}

/** Says that so many passages more have their vectors. Throws {@link ChangeEnded} when the run should stop. */
export async function reportChange(run: ChangeRun, passages: number, secondsLeft?: number): Promise<void> {
  const updated = await pool().query(
    `UPDATE embedding_setting SET passages_done = passages_done + $3, seconds_left = coalesce($4, seconds_left), problem = NULL, retry_at = NULL,
       updated_at = now() AT TIME ZONE 'utc'
     WHERE id = $1 AND holder = $2 AND role = 'building'`,
    [run.id, run.holder, passages, secondsLeft ?? null],
  );
  if (updated.rowCount === 0) throw new ChangeEnded();
}

/** Gives the run back, to be taken up again at once, or, with a problem, after some seconds. */
export async function releaseChange(run: ChangeRun, problem?: { sentence: string; retryAfterSeconds: number }): Promise<void> {
  await pool().query(
    `UPDATE embedding_setting SET holder = NULL, problem = $3, retry_at = (now() AT TIME ZONE 'utc') + make_interval(secs => $4)
     WHERE id = $1 AND holder = $2 AND role = 'building'`,
    [run.id, run.holder, problem?.sentence ?? null, problem?.retryAfterSeconds ?? null],
  );
}

/** Signs of life while a slow model is waited for; returns how to end them. */
export function keepAlive(run: ChangeRun): () => void {
  const timer = setInterval(() => {
    pool()
      .query(`UPDATE embedding_setting SET updated_at = now() AT TIME ZONE 'utc' WHERE id = $1 AND holder = $2`, [run.id, run.holder])
      .catch((error: unknown) => console.error('embedding change heartbeat:', error));
  }, heartbeatInterval);
  return () => clearInterval(timer);
}
