import { recordEvent } from '@/lib/audit/record-event';
import type { Person } from '@/lib/auth/find-person';
import { hashPassword } from '@/lib/auth/password';
import { requireGoodPassword } from '@/lib/auth/password-rules';
import { type Transaction, db } from '@/lib/db/client';
import { AppError } from '@/lib/errors/app-error';
import { findInvitation, invitationGone, type OpenInvitation } from './invitation';

export type NewPerson = { name: string; email: string; password: string };

/** A new person joins: account and membership in one transaction. Throws `not_found:invitation`, `conflict:account`, `bad_request:…`. */
export async function joinAsNewPerson(token: string, input: NewPerson): Promise<void> {
  const invitation = await findInvitation(token);
  if (!invitation) throw invitationGone();
  requireOwnInvitation(invitation, input.email);
  requireGoodPassword(input.password, input);
  // Outside the transaction: hashing is slow on purpose.
  const passwordHash = await hashPassword(input.password);
  await db().$transaction(async (tx) => {
    await useUp(tx, token, async (open) => {
      if ((await tx.user.count({ where: { email: input.email } })) > 0) {
        throw new AppError('conflict:account', 'There is already an account with this address. Sign in, then open the link again.');
      }
      const user = await tx.user.create({ data: { email: input.email, name: input.name, passwordHash } });
      await tx.membership.create({ data: { teamId: open.teamId, userId: user.id, role: open.role } });
      return user.id;
    });
  });
}

/** Somebody with an account joins a further team, which their session then looks at. Throws `not_found:invitation`, `conflict:member`. */
export async function joinAsPerson(token: string, person: Pick<Person, 'userId' | 'sessionId' | 'email'>): Promise<void> {
  await db().$transaction(async (tx) => {
    await useUp(tx, token, async (open) => {
      requireOwnInvitation(open, person.email);
      if ((await tx.membership.count({ where: { teamId: open.teamId, userId: person.userId } })) > 0) {
        throw new AppError('conflict:member', 'You already belong to this team.');
      }
      await tx.membership.create({ data: { teamId: open.teamId, userId: person.userId, role: open.role } });
      await tx.session.updateMany({ where: { id: person.sessionId }, data: { teamId: open.teamId } });
      return person.userId;
    });
  });
}

/** Marks the invitation used and lets `join` do the rest. Of several at once one wins: the row can be marked only once. */
async function useUp(tx: Transaction, token: string, join: (open: OpenInvitation) => Promise<string>): Promise<void> {
  const open = await findInvitation(token, tx);
  if (!open) throw invitationGone();
  const marked = await tx.$executeRaw`
    UPDATE invitation SET used_at = now() AT TIME ZONE 'UTC' WHERE id = ${open.id} AND used_at IS NULL`;
  if (marked === 0) throw invitationGone();
  const userId = await join(open);
  await tx.invitation.update({ where: { id: open.id }, data: { usedById: userId } });
  await recordEvent(tx, { userId, teamId: open.teamId }, { action: 'invitation.accept', target: { type: 'invitation', id: open.id }, detail: { role: open.role } });
}

function requireOwnInvitation(invitation: OpenInvitation, email: string): void {
  if (invitation.email && invitation.email !== email) {
    throw new AppError('bad_request:email', 'This invitation was made for another e-mail address.');
  }
}
