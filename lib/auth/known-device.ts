import { randomUUID } from 'node:crypto';
import { decode, encode } from 'next-auth/jwt';
import { config } from '@/lib/config/config';
import { sessionCookie } from './session-cookie';

const lifetime = 365 * 86_400;

function cookieName(headers: Headers): string {
  return `${sessionCookie(headers).options.secure ? '__Host-' : ''}footnote-device`;
}

/**
 * Which known device of this account sent the request: a sealed cookie that says no more than "somebody signed in to
 * this account here before". It opens nothing; it only has its own count of wrong passwords.
 */
export async function knownDevice(headers: Headers, userId: string): Promise<string | undefined> {
  const name = cookieName(headers);
  const value = new RegExp(`(?:^|;\\s*)${name}=([^;]+)`).exec(headers.get('cookie') ?? '')?.[1];
  if (!value) return undefined;
  const token = await decode({ token: value, secret: config().authSecret, salt: name }).catch(() => null);
  return token?.account === userId && typeof token.device === 'string' ? token.device : undefined;
}

/** The cookie that makes this browser a known device of the account. */
export async function knownDeviceCookie(headers: Headers, userId: string) {
  const name = cookieName(headers);
  const device = (await knownDevice(headers, userId)) ?? randomUUID();
  const value = await encode({ token: { account: userId, device }, secret: config().authSecret, salt: name, maxAge: lifetime });
  return { name, value, ...sessionCookie(headers).options, maxAge: lifetime };
}
