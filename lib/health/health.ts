import { pool } from '@/lib/db/client';

export type Health = { status: 'ready' | 'not ready'; database: string; worker: string; web: string };

/** A worker that has not been seen for this long counts as gone. */
const workerSilence = '20 seconds';

/** Whether each process is at work: 'ready', or a few words on what is wrong. Never throws. */
export async function health(): Promise<Health> {
  let database = 'ready';
  let worker = 'not started';
  try {
    const seen = await pool().query<{ alive: boolean }>(
      `SELECT (value->>'at')::timestamptz > now() - interval '${workerSilence}' AS alive FROM portal_setting WHERE key = 'worker'`,
    );
    if (seen.rows[0]) worker = seen.rows[0].alive ? 'ready' : 'silent';
  } catch {
    database = 'unreachable';
    worker = 'unknown';
  }
  const status = database === 'ready' && worker === 'ready' ? 'ready' : 'not ready';
  return { status, database, worker, web: 'ready' };
}

/** Says that the worker is alive, by the database's clock. */
export async function recordWorkerHeartbeat(): Promise<void> {
  await pool().query(
    `INSERT INTO portal_setting (key, value) VALUES ('worker', jsonb_build_object('at', now()))
     ON CONFLICT (key) DO UPDATE SET value = excluded.value`,
  );
}
