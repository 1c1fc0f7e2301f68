import { idleDays } from '@/lib/auth/session-cookie';
import type { Person } from '@/lib/auth/find-person';
import { hasRole, type Viewer } from '@/lib/auth/viewer';
import { pool } from '@/lib/db/client';
import type { Role } from '@/lib/db/generated/enums';
import { AppError } from '@/lib/errors/app-error';

/** Milliseconds between two looks at the rights of those who have streams open: they lose them within twice that. */
const interval = 2_000;

/** Whom a request was let in as; no `viewer` and no `role` where being signed in was enough. */
export type Admission = { person: Person; viewer?: Viewer | undefined; role?: Role | undefined };

type OpenStream = { sessionId: string; teamId: string | null; role: Role | undefined; close: () => void };

// On globalThis, because the routes of a Next.js build do not share module instances: one look serves all streams.
const shared = globalThis as unknown as { footnoteStreams?: { open: Set<OpenStream>; timer?: NodeJS.Timeout } };

/**
 * The same bytes, for as long as the person may have them: the stream breaks off with `unauthorized:session` soon after
 * the session ends, the account is disabled, or the membership in the viewer's team ends or falls below `role`.
 */
export function whileAdmitted(body: ReadableStream<Uint8Array>, { person, viewer, role }: Admission): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  let entry: OpenStream | undefined;
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        // From the first read on: the body of a HEAD request is never read, and never given back.
        entry ??= watch({
          sessionId: person.sessionId,
          teamId: viewer?.teamId ?? null,
          role,
          close: () => {
            const reason = new AccessEnded();
            controller.error(reason);
            void reader.cancel(reason).catch(() => {});
          },
        });
        try {
          const next = await reader.read();
          if (!next.done) return controller.enqueue(next.value);
          forget(entry);
          controller.close();
        } catch (error) {
          forget(entry);
          throw error;
        }
      },
      async cancel(reason) {
        forget(entry);
        await reader.cancel(reason);
      },
    },
    { highWaterMark: 0 },
  );
}

/** Named so that Next takes a response that breaks off for what it is, and not for a failure worth a log line. */
class AccessEnded extends AppError {
  override readonly name = 'AbortError';

  constructor() {
    super('unauthorized:session', 'Your access has ended. Please sign in again.');
  }
}

function watch(entry: OpenStream): OpenStream {
  shared.footnoteStreams ??= { open: new Set() };
  shared.footnoteStreams.open.add(entry);
  shared.footnoteStreams.timer ??= setTimeout(look, interval).unref();
  return entry;
}

function forget(entry: OpenStream | undefined): void {
  if (entry) shared.footnoteStreams?.open.delete(entry);
}

async function look(): Promise<void> {
  const streams = shared.footnoteStreams;
  if (!streams) return;
  try {
    await closeEnded(streams.open);
  } catch (error) {
    // Nobody's rights have changed because the database is busy; the next look comes soon.
    console.error('rights of open streams:', error instanceof Error ? error.message : error);
  }
  streams.timer = streams.open.size > 0 ? setTimeout(look, interval).unref() : undefined;
}

async function closeEnded(open: Set<OpenStream>): Promise<void> {
  const looked = [...open];
  const sessions = [...new Set(looked.map((entry) => entry.sessionId))];
  if (sessions.length === 0) return;
  const { rows } = await pool().query<{ sessionId: string; teamId: string | null; role: Role | null }>(
    `SELECT s.id AS "sessionId", m.team_id AS "teamId", m.role::text AS role
     FROM session s JOIN "user" u ON u.id = s.user_id LEFT JOIN membership m ON m.user_id = u.id
     WHERE s.id = ANY($1::text[]) AND u.disabled_at IS NULL AND s.expires_at > now() AT TIME ZONE 'UTC'
       AND s.last_seen_at > now() AT TIME ZONE 'UTC' - interval '${idleDays} days'`,
    [sessions],
  );
  for (const entry of looked) {
    const own = rows.filter((row) => row.sessionId === entry.sessionId);
    const member = own.find((row) => row.teamId === entry.teamId);
    const admitted = entry.role === undefined ? own.length > 0 : Boolean(member?.role && hasRole({ role: member.role }, entry.role));
    if (admitted || !open.delete(entry)) continue;
    entry.close();
  }
}
