import { pool } from '@/lib/db/client';

/** What is measured: what was read in these last seconds. */
const windowSeconds = 300;
/** Fewer readings, or a shorter time, say too little. */
const fewestReadings = 5;
const shortestTime = 15;

type Row = { work: number; readings: number; seconds: number; left: number | null };

/**
 * Seconds until a team's waiting documents are read, or undefined when too little was measured to tell. The work in a
 * document is the seconds that its reading takes; expected from the team's readings of late, half as the same for each
 * document, half by its size. How much work is done in a second is measured too: it tells how many documents are read at
 * a time, and how much other teams take.
 */
export async function estimateSecondsLeft(teamId: string): Promise<number | undefined> {
  const { rows } = await pool().query<Row>(
    `WITH recent AS (
       SELECT size_bytes, started_at, ended_at, extract(epoch FROM ended_at - started_at) AS seconds FROM ingest_run
       WHERE team_id = $1 AND outcome IN ('ready', 'failed') AND ended_at > (now() AT TIME ZONE 'utc') - interval '${windowSeconds} seconds'
     ), mean AS (
       SELECT coalesce(sum(seconds), 0) AS work, count(*)::int AS readings, avg(seconds) AS each, greatest(avg(size_bytes), 1) AS size, min(started_at) AS since FROM recent
     )
     SELECT work::float8, readings, extract(epoch FROM (now() AT TIME ZONE 'utc') - since)::float8 AS seconds,
       (SELECT sum(mean.each * (0.5 + 0.5 * d.size_bytes / mean.size) * (1 - CASE WHEN d.state = 'reading' THEN least(d.progress, 1) ELSE 0 END))
        FROM document d WHERE d.team_id = $1 AND d.deleted_at IS NULL AND d.state IN ('waiting', 'reading'))::float8 AS left
     FROM mean`,
    [teamId],
  );
  const [row] = rows;
  if (!row || row.left === null || row.readings < fewestReadings || row.seconds < shortestTime || row.work <= 0) return undefined;
  return row.left / (row.work / row.seconds);
}
