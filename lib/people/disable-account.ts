import { recordEvent } from '@/lib/audit/record-event';
import { requireRole, type Viewer } from '@/lib/auth/viewer';
import { db, type Transaction } from '@/lib/db/client';
import { AppError, notFound } from '@/lib/errors/app-error';
import { lockTeam, requireAnotherOwner } from '@/lib/teams/lock-team';
import { isOverAllTeams } from './over-all-teams';

/**
 * Shuts the account of a member out of the whole portal until it is enabled again: every session and reset link of
 * theirs ends. An account opens every team of its person, so this is for an owner who is over each of them; for all
 * others removal from the team is the way. Throws `not_found:person`, `forbidden:account`, `conflict:self`,
 * `conflict:last-owner`.
 */
export async function disableAccount(viewer: Viewer, userId: string): Promise<void> {
  requireRole(viewer, 'owner');
  await db().$transaction(async (tx) => {
    await requireMayAct(tx, viewer, userId);
    const owned = await tx.membership.findMany({ where: { userId, role: 'owner' }, select: { teamId: true } });
    for (const { teamId } of owned) await requireAnotherOwner(tx, teamId, userId);
    const changed = await tx.$executeRaw`UPDATE "user" SET disabled_at = now() AT TIME ZONE 'UTC' WHERE id = ${userId} AND disabled_at IS NULL`;
    await tx.session.deleteMany({ where: { userId } });
    await tx.passwordReset.deleteMany({ where: { userId, usedAt: null } });
    if (changed > 0) await recordEvent(tx, viewer, { action: 'account.disable', target: { type: 'user', id: userId } });
  });
}

/** Lets the person sign in again, with the memberships they had. For those who may disable the account. */
export async function enableAccount(viewer: Viewer, userId: string): Promise<void> {
  requireRole(viewer, 'owner');
  await db().$transaction(async (tx) => {
    await requireMayAct(tx, viewer, userId);
    const { count } = await tx.user.updateMany({ where: { id: userId, disabledAt: { not: null } }, data: { disabledAt: null } });
    if (count > 0) await recordEvent(tx, viewer, { action: 'account.enable', target: { type: 'user', id: userId } });
  });
}

/** Holds all teams of the person, in one order for everybody, so that owners who act on each other take turns. */
async function requireMayAct(tx: Transaction, viewer: Viewer, userId: string): Promise<void> {
  const teams = await tx.membership.findMany({ where: { userId }, select: { teamId: true }, orderBy: { teamId: 'asc' } });
  if (!teams.some((team) => team.teamId === viewer.teamId)) throw notFound('person');
  if (userId === viewer.userId) throw new AppError('conflict:self', 'You cannot do this to your own account. Ask another owner.');
  for (const { teamId } of teams) await lockTeam(tx, teamId);
  if (!(await isOverAllTeams(tx, viewer.userId, userId))) {
    throw new AppError('forbidden:account', 'This person also belongs to a team in which you are not an admin of the same rank. Remove them from this team instead.');
  }
}
