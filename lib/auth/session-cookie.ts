import { getToken } from 'next-auth/jwt';
import { config } from '@/lib/config/config';

/** Days after which a session ends even when it is used, and after which it ends when it is not. */
export const absoluteDays = 90;
export const idleDays = 14;

/**
 * Whether the browser reached us over HTTPS. A forwarded header counts only when PORTAL_URL says that a proxy with
 * HTTPS stands before us; otherwise anybody could send it.
 */
export function isHttps(headers: Headers): boolean {
  if (!config().portalUrl.startsWith('https:')) return false;
  return headers.get('x-forwarded-proto')?.split(',')[0]?.trim() === 'https';
}

/** The session cookie for this request: `__Host-` and Secure over HTTPS, plain on a local network without it. */
export function sessionCookie(headers: Headers) {
  const secure = isHttps(headers);
  return {
    name: secure ? '__Host-footnote-session' : 'footnote-session',
    options: { httpOnly: true, sameSite: 'lax' as const, path: '/', secure },
  };
}

/** The session id inside the request's cookie; undefined when there is none or it was not sealed by this portal. */
export async function sessionIdFrom(headers: Headers): Promise<string | undefined> {
  const { name } = sessionCookie(headers);
  // Only the cookie: `getToken` would also take a bearer token, which is not a way into this portal.
  const cookieOnly = new Headers({ cookie: headers.get('cookie') ?? '' });
  const token = await getToken({ req: { headers: cookieOnly }, secret: config().authSecret, cookieName: name, logger: quiet });
  return typeof token?.sid === 'string' ? token.sid : undefined;
}

/** A forged or outdated cookie is everyday business, not an error worth a log line. */
const quiet = { error() {}, warn() {}, debug() {} };

/** The Set-Cookie header that makes the browser forget its session. */
export function expiredSessionCookie(headers: Headers): string {
  const { name, options } = sessionCookie(headers);
  return `${name}=; Path=${options.path}; Max-Age=0; HttpOnly; SameSite=Lax${options.secure ? '; Secure' : ''}`;
}
