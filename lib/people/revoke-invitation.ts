import { recordEvent } from '@/lib/audit/record-event';
import { requireRole, type Viewer } from '@/lib/auth/viewer';
import { db } from '@/lib/db/client';
import { notFound } from '@/lib/errors/app-error';

/** Withdraws an unused invitation of the viewer's team. Throws `not_found:invitation`. */
export async function revokeInvitation(viewer: Viewer, invitationId: string): Promise<void> {
  requireRole(viewer, 'admin');
  await db().$transaction(async (tx) => {
    const { count } = await tx.invitation.deleteMany({ where: { id: invitationId, teamId: viewer.teamId, usedAt: null } });
    if (count === 0) throw notFound('invitation');
    await recordEvent(tx, viewer, { action: 'invitation.revoke', target: { type: 'invitation', id: invitationId } });
  });
}
