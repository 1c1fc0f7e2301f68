import type { Transaction } from '@/lib/db/client';
import type { Role } from '@/lib/db/generated/enums';
import { AppError } from '@/lib/errors/app-error';
import { requireRole, type Viewer } from './viewer';

// For work that goes on long after the request was let in.

/**
 * Throws `unauthorized:session` or `forbidden:role` unless the viewer's session still lives and still has this role in
 * the viewer's team. Ask in the transaction of the change itself.
 */
export async function requireStillAdmitted(tx: Transaction, viewer: Viewer, role: Role): Promise<void> {
  const session = await tx.session.count({ where: { id: viewer.sessionId, userId: viewer.userId } });
  const member = session > 0 ? await membership(tx, viewer) : undefined;
  if (!member) throw new AppError('unauthorized:session', 'Your access has ended. Please sign in again.');
  requireRole({ ...viewer, role: member.role }, role);
}

/**
 * The same for work that a person has left to the portal: it goes on after they signed out, but not after they lost the
 * role, the team or the account. Throws `forbidden:role`.
 */
export async function requireStillMember(tx: Transaction, viewer: Viewer, role: Role): Promise<void> {
  const member = await membership(tx, viewer);
  if (!member) throw new AppError('forbidden:role', 'Whoever began this no longer belongs to the team.');
  requireRole({ ...viewer, role: member.role }, role);
}

/** Whether the person, signed in or not, still belongs to the viewer's team with an account in use. */
export async function isMember(tx: Transaction, viewer: Viewer): Promise<boolean> {
  return (await membership(tx, viewer)) !== null;
}

function membership(tx: Transaction, { userId, teamId }: Viewer) {
  return tx.membership.findFirst({ where: { userId, teamId, user: { disabledAt: null } }, select: { role: true } });
}
