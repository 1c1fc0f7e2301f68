import { recordEvent } from '@/lib/audit/record-event';
import type { Person } from '@/lib/auth/find-person';
import { db } from '@/lib/db/client';
import { notFound } from '@/lib/errors/app-error';
import { lockTeam, requireAnotherOwner } from '@/lib/teams/lock-team';

/** Takes the person out of one of their teams, at their own wish. Throws `not_found:team`, `conflict:last-owner`. */
export async function leaveTeam({ userId }: Pick<Person, 'userId'>, teamId: string): Promise<void> {
  const membership = { teamId_userId: { teamId, userId } };
  await db().$transaction(async (tx) => {
    await lockTeam(tx, teamId);
    const member = await tx.membership.findUnique({ where: membership });
    if (!member) throw notFound('team');
    if (member.role === 'owner') await requireAnotherOwner(tx, teamId, userId);
    await tx.membership.delete({ where: membership });
    await recordEvent(tx, { userId, teamId }, { action: 'team.leave', target: { type: 'user', id: userId }, detail: { role: member.role } });
  });
}
