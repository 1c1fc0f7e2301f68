import type { Person } from '@/lib/auth/find-person';
import { db } from '@/lib/db/client';
import { notFound } from '@/lib/errors/app-error';

/** Lets this session look at another of the person's teams. Throws `not_found:team` for teams they do not belong to. */
export async function switchTeam(person: Pick<Person, 'userId' | 'sessionId'>, teamId: string): Promise<void> {
  const member = await db().membership.count({ where: { userId: person.userId, teamId } });
  if (member === 0) throw notFound('team');
  await db().session.updateMany({ where: { id: person.sessionId, userId: person.userId }, data: { teamId } });
}
