import { recordEvent } from '@/lib/audit/record-event';
import { hashToken } from '@/lib/auth/open-setup';
import { hashPassword } from '@/lib/auth/password';
import { requireGoodPassword } from '@/lib/auth/password-rules';
import { type Transaction, db } from '@/lib/db/client';
import { AppError } from '@/lib/errors/app-error';
import { isOverAllTeams } from './over-all-teams';

export type OpenReset = { id: string; userId: string; name: string; email: string };

/** The reset that a token opens: unused, not expired, for an account in use, made by somebody who still might make it. */
export async function findReset(token: string, client: Transaction = db()): Promise<OpenReset | undefined> {
  const rows = await client.$queryRaw<(OpenReset & { createdById: string })[]>`
    SELECT r.id, u.id AS "userId", u.name, u.email, r.created_by_id AS "createdById"
    FROM password_reset r JOIN "user" u ON u.id = r.user_id
    WHERE r.token_hash = ${hashToken(token)} AND r.used_at IS NULL AND u.disabled_at IS NULL
      AND r.expires_at > now() AT TIME ZONE 'UTC'`;
  const row = rows[0];
  if (!row || !(await isOverAllTeams(client, row.createdById, row.userId))) return undefined;
  return { id: row.id, userId: row.userId, name: row.name, email: row.email };
}

/**
 * Sets a new password by a one-time link, and ends every session of the account. Returns the account's address, so that
 * the person can be signed in. Throws `not_found:reset`, `bad_request:password`.
 */
export async function resetPassword(token: string, password: string): Promise<{ email: string }> {
  const reset = await findReset(token);
  if (!reset) throw resetGone();
  requireGoodPassword(password, reset);
  const passwordHash = await hashPassword(password);
  await db().$transaction(async (tx) => {
    if (!(await findReset(token, tx))) throw resetGone();
    const marked = await tx.$executeRaw`
      UPDATE password_reset SET used_at = now() AT TIME ZONE 'UTC' WHERE id = ${reset.id} AND used_at IS NULL`;
    if (marked === 0) throw resetGone();
    await tx.user.update({ where: { id: reset.userId }, data: { passwordHash } });
    await tx.session.deleteMany({ where: { userId: reset.userId } });
    // A person who comes by an admin's link has waited long enough.
    await tx.signInFailure.deleteMany({ where: { key: { in: [`account:${reset.email}`, `account-day:${reset.email}`] } } });
    await recordEvent(tx, { userId: reset.userId, teamId: null }, { action: 'account.reset-password', target: { type: 'user', id: reset.userId } });
  });
  return { email: reset.email };
}

/** The one answer for every reset link that cannot be used. */
export function resetGone(): AppError {
  return new AppError('not_found:reset', 'This link has been used or has expired. Ask an admin for a new one.');
}
