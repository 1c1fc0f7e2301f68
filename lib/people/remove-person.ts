import { recordEvent } from '@/lib/audit/record-event';
import { requireRole, type Viewer } from '@/lib/auth/viewer';
import { db } from '@/lib/db/client';
import { notFound } from '@/lib/errors/app-error';
import { lockTeam, requireAnotherOwner } from '@/lib/teams/lock-team';
import { requireMayGive } from './may-give';

/** Takes a member out of the viewer's team; their rights in it end at once. Throws `not_found:person`, `conflict:last-owner`. */
export async function removePerson(viewer: Viewer, userId: string): Promise<void> {
  requireRole(viewer, 'admin');
  await db().$transaction(async (tx) => {
    await lockTeam(tx, viewer.teamId);
    const member = await tx.membership.findUnique({ where: { teamId_userId: { teamId: viewer.teamId, userId } } });
    if (!member) throw notFound('person');
    requireMayGive(viewer, member.role);
    if (member.role === 'owner') await requireAnotherOwner(tx, viewer.teamId, userId);
    await tx.membership.delete({ where: { teamId_userId: { teamId: viewer.teamId, userId } } });
    await recordEvent(tx, viewer, { action: 'person.remove', target: { type: 'user', id: userId }, detail: { role: member.role } });
  });
}
