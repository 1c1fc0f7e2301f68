import { pool } from '@/lib/db/client';
import type { Role } from '@/lib/db/generated/enums';
import { AppError } from '@/lib/errors/app-error';
import { idleDays, sessionIdFrom } from './session-cookie';
import type { Viewer } from './viewer';

/** Somebody with a live session, who may or may not belong to a team. */
export type Person = {
  userId: string;
  sessionId: string;
  name: string;
  email: string;
  theme: string;
  /** The same person in the team that this session looks at; undefined while they belong to none. */
  viewer: Viewer | undefined;
};

// Prisma keeps times in UTC without a zone, so the database's clock is read the same way. A session whose team is gone
// falls back to the person's oldest membership. Being seen is written at most once a minute.
const query = `
  WITH live AS (
    SELECT s.id AS "sessionId", s.last_seen_at AS seen, u.id AS "userId", u.name, u.email, u.theme,
           m.team_id AS "teamId", m.role::text AS role
    FROM session s
    JOIN "user" u ON u.id = s.user_id
    LEFT JOIN LATERAL (
      SELECT team_id, role FROM membership WHERE user_id = u.id
      ORDER BY (team_id IS NOT DISTINCT FROM s.team_id) DESC, created_at, team_id LIMIT 1
    ) m ON true
    WHERE s.id = $1 AND u.disabled_at IS NULL
      AND s.expires_at > now() AT TIME ZONE 'UTC'
      AND s.last_seen_at > now() AT TIME ZONE 'UTC' - interval '${idleDays} days'
  ), seen AS (
    UPDATE session SET last_seen_at = now() AT TIME ZONE 'UTC' FROM live
    WHERE session.id = live."sessionId" AND live.seen < now() AT TIME ZONE 'UTC' - interval '1 minute'
  )
  SELECT * FROM live`;

type Row = { sessionId: string; userId: string; name: string; email: string; theme: string; teamId: string | null; role: Role | null };

/** Who a session id stands for right now: one query, so a revoked session, membership or account ends at once. */
export async function findPersonBySession(sessionId: string): Promise<Person | undefined> {
  let row: Row | undefined;
  try {
    row = (await pool().query<Row>(query, [sessionId])).rows[0];
  } catch (cause) {
    throw new AppError('unavailable:database', 'The database does not answer. Please try again in a moment.', { cause, retryAfterSeconds: 5 });
  }
  if (!row) return undefined;
  const { userId, name, email, theme, teamId, role } = row;
  const viewer = teamId && role ? { userId, sessionId, teamId, role, name, email } : undefined;
  return { userId, sessionId, name, email, theme, viewer };
}

/** Who sent a request with these headers; undefined without a live session. */
export async function findPerson(headers: Headers): Promise<Person | undefined> {
  const sessionId = await sessionIdFrom(headers);
  return sessionId === undefined ? undefined : findPersonBySession(sessionId);
}

/** The person as a viewer. Throws `unauthorized:session` without a person, `forbidden:team` without a team. */
export function viewerOf(person: Person | undefined): Viewer {
  if (!person) throw new AppError('unauthorized:session', 'Please sign in.');
  if (!person.viewer) throw new AppError('forbidden:team', 'You do not belong to a team. Ask an admin for an invitation.');
  return person.viewer;
}
