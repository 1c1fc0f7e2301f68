import { cookies, headers } from 'next/headers';
import NextAuth, { type NextAuthConfig } from 'next-auth';
import Credentials from 'next-auth/providers/credentials';
import { config } from '@/lib/config/config';
import { AppError } from '@/lib/errors/app-error';
import { peerAddress } from '@/lib/http/peer-address';
import { themeCookie } from '@/lib/people/theme-cookie';
import { checkCredentials } from './check-credentials';
import { endSessionById } from './end-session';
import { findAccount } from './find-account';
import { knownDevice, knownDeviceCookie } from './known-device';
import { absoluteDays, sessionCookie, sessionIdFrom } from './session-cookie';
import { startSession } from './start-session';

declare module 'next-auth' {
  interface User {
    /** Id of our own row in `session`: all that the cookie carries. */
    sid?: string;
  }
}

/**
 * next-auth seals and opens the cookie; our own `session` table decides whether it is alive. Its HTTP routes are not
 * mounted: the only way in is POST /api/session and its siblings.
 */
const { signIn } = NextAuth(async (): Promise<NextAuthConfig> => {
  const cookie = sessionCookie(await headers());
  return {
    secret: config().authSecret,
    trustHost: true,
    useSecureCookies: cookie.options.secure,
    cookies: { sessionToken: cookie },
    session: { strategy: 'jwt', maxAge: absoluteDays * 86_400 },
    logger: { error: () => {}, warn: () => {}, debug: () => {} },
    callbacks: { jwt: ({ token, user }) => (user?.sid ? { sid: user.sid } : token) },
    providers: [
      Credentials({
        credentials: { email: {}, password: {} },
        authorize: async (typed, request) => {
          const { userId } = await checkCredentials(
            { email: String(typed.email ?? ''), password: String(typed.password ?? '') },
            { peer: peerAddress(request.headers), deviceOf: (id) => knownDevice(request.headers, id) },
          );
          const previous = await sessionIdFrom(request.headers);
          if (previous) await endSessionById(previous);
          const session = await startSession(userId, request.headers.get('user-agent') ?? '');
          return { id: userId, sid: session.id };
        },
      }),
    ],
  };
});

/**
 * Checks the password and sets cookies on the response being made: the session, that this device is known from now on,
 * and the person's theme. Throws what {@link checkCredentials} throws.
 */
export async function signInWithPassword(email: string, password: string): Promise<void> {
  try {
    await signIn('credentials', { email, password, redirect: false, redirectTo: '/' });
  } catch (error) {
    throw appErrorWithin(error) ?? error;
  }
  const account = await findAccount(email);
  if (!account) return;
  const jar = await cookies();
  jar.set(await knownDeviceCookie(await headers(), account.id));
  jar.set(themeCookie(account.theme));
}

/** next-auth wraps what `authorize` throws: `error.cause.err`. */
function appErrorWithin(error: unknown): AppError | undefined {
  if (error instanceof AppError) return error;
  if (!(error instanceof Error) || typeof error.cause !== 'object' || error.cause === null) return undefined;
  return 'err' in error.cause && error.cause.err instanceof AppError ? error.cause.err : undefined;
}
