import { db } from '@/lib/db/client';
import { notFound } from '@/lib/errors/app-error';
import type { Person } from './find-person';

/** Ends one of the person's own sessions at once; its cookie is worthless from now on. Throws `not_found:session`. */
export async function endSession(person: Pick<Person, 'userId'>, sessionId: string): Promise<void> {
  const { count } = await db().session.deleteMany({ where: { id: sessionId, userId: person.userId } });
  if (count === 0) throw notFound('session');
}

/** Ends the session that a sealed cookie names, if it still lives. */
export async function endSessionById(sessionId: string): Promise<void> {
  await db().session.deleteMany({ where: { id: sessionId } });
}
