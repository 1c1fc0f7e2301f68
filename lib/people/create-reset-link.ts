import { recordEvent } from '@/lib/audit/record-event';
import { oneTimeToken } from '@/lib/auth/one-time-token';
import { requireRole, type Viewer } from '@/lib/auth/viewer';
import { db } from '@/lib/db/client';
import { AppError, notFound } from '@/lib/errors/app-error';
import { requireMayGive } from './may-give';
import { isOverAllTeams } from './over-all-teams';

/** Hours for which a reset link can be used. */
export const resetHours = 24;

/**
 * A one-time link with which a member of the viewer's team sets a new password. An account opens every team that its
 * person belongs to, so the viewer must be an admin, of at least the person's role, in each of them; otherwise an admin
 * of one team could walk into another. Earlier links of the person end. Throws `not_found:person`, `forbidden:…`.
 */
export async function createResetLink(viewer: Viewer, userId: string): Promise<{ token: string }> {
  requireRole(viewer, 'admin');
  const { token, tokenHash } = oneTimeToken();
  await db().$transaction(async (tx) => {
    const member = await tx.membership.findUnique({ where: { teamId_userId: { teamId: viewer.teamId, userId } } });
    if (!member) throw notFound('person');
    requireMayGive(viewer, member.role);
    if (!(await isOverAllTeams(tx, viewer.userId, userId))) {
      throw new AppError('forbidden:reset', 'This person also belongs to a team in which you are not an admin of the same rank. Only an admin of all their teams can make this link.');
    }
    await tx.passwordReset.deleteMany({ where: { userId, usedAt: null } });
    const [clock] = await tx.$queryRaw<{ expires: Date }[]>`SELECT now() + make_interval(hours => ${resetHours}::int) AS expires`;
    const reset = await tx.passwordReset.create({ data: { userId, tokenHash, createdById: viewer.userId, expiresAt: clock?.expires ?? new Date() } });
    await recordEvent(tx, viewer, { action: 'person.create-reset-link', target: { type: 'user', id: userId }, detail: { resetId: reset.id } });
  });
  return { token };
}
