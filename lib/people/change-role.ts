import { recordEvent } from '@/lib/audit/record-event';
import { requireRole, type Viewer } from '@/lib/auth/viewer';
import { db } from '@/lib/db/client';
import type { Role } from '@/lib/db/generated/enums';
import { notFound } from '@/lib/errors/app-error';
import { lockTeam, requireAnotherOwner } from '@/lib/teams/lock-team';
import { requireMayGive } from './may-give';

/** Gives a member of the viewer's team another role; it counts from their next request. Throws `not_found:person`, `conflict:last-owner`. */
export async function changeRole(viewer: Viewer, userId: string, role: Role): Promise<void> {
  requireRole(viewer, 'admin');
  requireMayGive(viewer, role);
  await db().$transaction(async (tx) => {
    await lockTeam(tx, viewer.teamId);
    const member = await tx.membership.findUnique({ where: { teamId_userId: { teamId: viewer.teamId, userId } } });
    if (!member) throw notFound('person');
    requireMayGive(viewer, member.role);
    if (member.role === role) return;
    if (member.role === 'owner') await requireAnotherOwner(tx, viewer.teamId, userId);
    await tx.membership.update({ where: { teamId_userId: { teamId: viewer.teamId, userId } }, data: { role } });
    await recordEvent(tx, viewer, { action: 'person.change-role', target: { type: 'user', id: userId }, detail: { from: member.role, to: role } });
  });
}
