import { pool } from '@/lib/db/client';

/** Silence, by the database's clock, after which the process that wrote an answer counts as dead. */
const silence = '15 seconds';
const pause = 5_000;

const shared = globalThis as unknown as { footnoteAnswersRecovered?: number };

/**
 * Marks the answers of dead processes as interrupted; their text so far is kept. Cheap to call before every use: it
 * looks at most once in five seconds, and `now` makes it look at once.
 */
export async function recoverAnswers(now = false): Promise<void> {
  if (!now && performance.now() - (shared.footnoteAnswersRecovered ?? Number.NEGATIVE_INFINITY) < pause) return;
  shared.footnoteAnswersRecovered = performance.now();
  await pool().query(
    `UPDATE message
     SET status = 'interrupted', finished_at = now() AT TIME ZONE 'utc',
         parts = jsonb_set(parts, '{notices}', coalesce(parts->'notices', '[]'::jsonb)
                 || '[{"code": "unavailable:answer", "message": "Answer interrupted."}]'::jsonb)
     WHERE status = 'running' AND (heartbeat_at IS NULL OR heartbeat_at < (now() AT TIME ZONE 'utc') - interval '${silence}')`,
  );
}
