import { requireRole, type Viewer } from '@/lib/auth/viewer';
import { db, pool } from '@/lib/db/client';
import { refusedFiles } from './failures';
import { estimateSecondsLeft } from './estimate-seconds-left';
import type { ShownQueue } from './shown-queue';

type Row = {
  waiting: number;
  reading: number;
  /** Documents by why they failed. */
  failures: Record<string, number>;
  done: number;
  pausedAt: Date | null;
  pausedById: string | null;
  batchStartedAt: Date | null;
  batchEndedAt: Date | null;
  batchRead: number | null;
  batchFailed: number | null;
};

/** How the team's documents stand that wait to be read: one look costs a few milliseconds, also among many thousands. */
export async function readQueue(viewer: Viewer): Promise<ShownQueue> {
  requireRole(viewer, 'editor');
  const { rows } = await pool().query<Row>(
    `SELECT (SELECT count(*)::int FROM document WHERE team_id = $1 AND deleted_at IS NULL AND state = 'waiting') AS waiting,
       (SELECT count(*)::int FROM document WHERE team_id = $1 AND deleted_at IS NULL AND state = 'reading') AS reading,
       (SELECT coalesce(jsonb_object_agg(code, documents), '{}') FROM (
          SELECT coalesce(failure_code, 'internal:unknown') AS code, count(*)::int AS documents FROM document WHERE team_id = $1 AND deleted_at IS NULL AND state = 'failed' GROUP BY 1) AS f) AS failures,
       (SELECT count(DISTINCT document_id)::int FROM ingest_run WHERE team_id = $1 AND ended_at >= q.batch_started_at AND outcome IN ('ready', 'failed')) AS done,
       q.paused_at AS "pausedAt", q.paused_by_id AS "pausedById", q.batch_started_at AS "batchStartedAt", q.batch_ended_at AS "batchEndedAt",
       q.batch_read AS "batchRead", q.batch_failed AS "batchFailed"
     FROM (SELECT 1) one LEFT JOIN ingest_queue q ON q.team_id = $1`,
    [viewer.teamId],
  );
  const [row] = rows;
  if (!row) return { waiting: 0, reading: 0, failed: 0, retryable: 0, refused: [], unpacking: [] };
  const { waiting, reading, failures, done } = row;
  const failed = Object.values(failures).reduce((sum, count) => sum + count, 0);
  const refused = refusedFiles(failures);
  const open = waiting + reading;
  const unpacking = await readUnpacking(viewer.teamId);
  const by = row.pausedById === null ? null : await db().user.findUnique({ where: { id: row.pausedById }, select: { name: true } });
  const secondsLeft = open > 0 && !row.pausedAt && row.batchStartedAt ? await estimateSecondsLeft(viewer.teamId) : undefined;
  return {
    waiting,
    reading,
    failed,
    retryable: failed - refused.reduce((sum, { count }) => sum + count, 0),
    refused,
    unpacking,
    ...(row.pausedAt && { paused: { at: row.pausedAt.toISOString(), by: by?.name ?? 'Someone who left' } }),
    ...((open > 0 || (unpacking.length > 0 && row.batchStartedAt)) && { batch: { done, total: done + open } }),
    ...(secondsLeft !== undefined && { secondsLeft }),
    ...(row.batchEndedAt && { lastBatch: { endedAt: row.batchEndedAt.toISOString(), read: row.batchRead ?? 0, failed: row.batchFailed ?? 0 } }),
  };
}

/** How far the team's archives are that are still to be unpacked. */
async function readUnpacking(teamId: string): Promise<ShownQueue['unpacking']> {
  const { rows } = await pool().query<ShownQueue['unpacking'][number]>(
    `SELECT s.id AS "importId", s.address AS name, count(i.id) FILTER (WHERE i.state <> 'waiting')::int AS done, count(i.id)::int AS "all"
     FROM import_source s LEFT JOIN import_item i ON i.import_id = s.id
     WHERE s.team_id = $1 AND s.kind = 'archive' AND s.state IN ('waiting', 'running')
     GROUP BY s.id ORDER BY s.state = 'running' DESC, s.started_at, s.id`,
    [teamId],
  );
  return rows;
}
