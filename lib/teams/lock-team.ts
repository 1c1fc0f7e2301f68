import type { Transaction } from '@/lib/db/client';
import { AppError } from '@/lib/errors/app-error';

/** Holds the team until the transaction ends: changes of roles and memberships happen one after the other. */
export async function lockTeam(tx: Transaction, teamId: string): Promise<void> {
  await tx.$queryRaw`SELECT id FROM team WHERE id = ${teamId} FOR UPDATE`;
}

/** Throws `conflict:last-owner` when the team has no other owner than this one. Call after {@link lockTeam}. */
export async function requireAnotherOwner(tx: Transaction, teamId: string, userId: string): Promise<void> {
  const others = await tx.membership.count({ where: { teamId, role: 'owner', userId: { not: userId }, user: { disabledAt: null } } });
  if (others === 0) throw new AppError('conflict:last-owner', 'A team needs an owner. Make somebody else owner first.');
}
