import { recordEvent } from '@/lib/audit/record-event';
import { oneTimeToken } from '@/lib/auth/one-time-token';
import { requireRole, type Viewer } from '@/lib/auth/viewer';
import { db } from '@/lib/db/client';
import type { Role } from '@/lib/db/generated/enums';
import { requireMayGive } from './may-give';

/** Days for which an invitation can be used. */
export const invitationDays = 7;

/**
 * A link that lets one person join the viewer's team with this role. The token exists only in the answer; its hash is
 * stored. With an e-mail address, only that person may use it. Nobody gives a role above their own.
 */
export async function createInvitation(viewer: Viewer, input: { role: Role; email?: string }): Promise<{ id: string; token: string }> {
  requireRole(viewer, 'admin');
  requireMayGive(viewer, input.role);
  const { token, tokenHash } = oneTimeToken();
  const id = await db().$transaction(async (tx) => {
    const [clock] = await tx.$queryRaw<{ expires: Date }[]>`SELECT now() + make_interval(days => ${invitationDays}::int) AS expires`;
    const invitation = await tx.invitation.create({
      data: {
        teamId: viewer.teamId,
        email: input.email ?? null,
        role: input.role,
        tokenHash,
        createdById: viewer.userId,
        expiresAt: clock?.expires ?? new Date(),
      },
    });
    await recordEvent(tx, viewer, { action: 'invitation.create', target: { type: 'invitation', id: invitation.id }, detail: { role: input.role } });
    return invitation.id;
  });
  return { id, token };
}
