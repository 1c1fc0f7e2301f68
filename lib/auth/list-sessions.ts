import { pool } from '@/lib/db/client';
import type { Person } from './find-person';
import { idleDays } from './session-cookie';

export type SessionRow = { id: string; userAgent: string; createdAt: Date; lastSeenAt: Date; current: boolean };

/** The person's live sessions, the current one first, then the most recently used. */
export async function listSessions(person: Pick<Person, 'userId' | 'sessionId'>): Promise<SessionRow[]> {
  const found = await pool().query<SessionRow>(
    `SELECT id, user_agent AS "userAgent", created_at AT TIME ZONE 'UTC' AS "createdAt", last_seen_at AT TIME ZONE 'UTC' AS "lastSeenAt", id = $2 AS current
     FROM session
     WHERE user_id = $1 AND expires_at > now() AT TIME ZONE 'UTC' AND last_seen_at > now() AT TIME ZONE 'UTC' - interval '${idleDays} days'
     ORDER BY current DESC, last_seen_at DESC`,
    [person.userId, person.sessionId],
  );
  return found.rows;
}
