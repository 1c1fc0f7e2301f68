import type { Person } from '@/lib/auth/find-person';
import { db } from '@/lib/db/client';
import type { Role } from '@/lib/db/generated/enums';

export type TeamRow = { id: string; name: string; role: Role; current: boolean };

/** The teams that the person belongs to, by name. */
export async function listTeams(person: Pick<Person, 'userId' | 'viewer'>): Promise<TeamRow[]> {
  const memberships = await db().membership.findMany({
    where: { userId: person.userId },
    select: { role: true, team: { select: { id: true, name: true } } },
    orderBy: { team: { name: 'asc' } },
  });
  return memberships.map(({ role, team }) => ({ ...team, role, current: team.id === person.viewer?.teamId }));
}
