import { AppError } from '@/lib/errors/app-error';
import { findAccount } from './find-account';
import { verifyPassword } from './password';
import { bookAttempt, type SignInOrigin } from './sign-in-throttle';

/**
 * The id of the account that this e-mail address and password belong to. The same error, after the same time, for an
 * unknown address, a wrong password and a disabled account. Throws `unauthorized:credentials`, `rate_limited:sign-in`.
 */
export async function checkCredentials(
  typed: { email: string; password: string },
  from: { peer: string; deviceOf: (userId: string) => Promise<string | undefined> },
): Promise<{ userId: string }> {
  const account = await findAccount(typed.email);
  const origin: SignInOrigin = { peer: from.peer, knownDevice: account ? await from.deviceOf(account.id) : undefined };
  const forgive = await bookAttempt(typed.email.replaceAll('\0', '').trim().toLowerCase().slice(0, 254), origin);
  const good = await verifyPassword(account?.passwordHash, typed.password);
  if (!account || !good || account.disabledAt) {
    throw new AppError('unauthorized:credentials', 'E-mail address or password is wrong.');
  }
  await forgive();
  return { userId: account.id };
}
