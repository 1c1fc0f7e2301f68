import { recordEvent } from '@/lib/audit/record-event';
import type { Person } from '@/lib/auth/find-person';
import { hashPassword, verifyPassword } from '@/lib/auth/password';
import { requireGoodPassword } from '@/lib/auth/password-rules';
import { bookAttempt } from '@/lib/auth/sign-in-throttle';
import { db } from '@/lib/db/client';
import { AppError } from '@/lib/errors/app-error';

/** Changes the person's own password and ends their other sessions. Throws `bad_request:current-password`, `bad_request:password`, `rate_limited:sign-in`. */
export async function changePassword(person: Person, input: { current: string; next: string }): Promise<void> {
  const user = await db().user.findUniqueOrThrow({ where: { id: person.userId } });
  // A session left open must not become a place to guess the password from.
  const forgive = await bookAttempt(user.email, { peer: 'account page', knownDevice: person.sessionId });
  if (!(await verifyPassword(user.passwordHash, input.current))) {
    throw new AppError('bad_request:current-password', 'This is not your current password.');
  }
  await forgive();
  requireGoodPassword(input.next, user);
  const passwordHash = await hashPassword(input.next);
  await db().$transaction(async (tx) => {
    await tx.user.update({ where: { id: person.userId }, data: { passwordHash } });
    await tx.session.deleteMany({ where: { userId: person.userId, id: { not: person.sessionId } } });
    await tx.passwordReset.deleteMany({ where: { userId: person.userId, usedAt: null } });
    await recordEvent(tx, { userId: person.userId, teamId: null }, { action: 'account.change-password', target: { type: 'user', id: person.userId } });
  });
}
