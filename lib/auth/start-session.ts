import { randomUUID } from 'node:crypto';
import { pool } from '@/lib/db/client';
import { absoluteDays } from './session-cookie';

/**
 * A new sign-in, looking at the team that the person used last. Always a new id, so that a session known to somebody
 * else before the sign-in is worth nothing after it. Times come from the database's clock.
 */
export async function startSession(userId: string, userAgent: string): Promise<{ id: string }> {
  const id = randomUUID();
  await pool().query(
    `INSERT INTO session (id, user_id, team_id, user_agent, created_at, last_seen_at, expires_at)
     VALUES ($1, $2, (SELECT team_id FROM session WHERE user_id = $2 ORDER BY last_seen_at DESC LIMIT 1), $3,
             now() AT TIME ZONE 'UTC', now() AT TIME ZONE 'UTC', now() AT TIME ZONE 'UTC' + interval '${absoluteDays} days')`,
    [id, userId, userAgent.replaceAll('\0', '').slice(0, 300)],
  );
  await pool().query(`DELETE FROM session WHERE user_id = $1 AND expires_at < now() AT TIME ZONE 'UTC'`, [userId]);
  return { id };
}
