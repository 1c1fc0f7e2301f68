import { encode } from 'next-auth/jwt';
import { config } from '@/lib/config/config';
import { sessionCookie } from './session-cookie';
import type { Viewer } from './viewer';

/** For tests: the Cookie header of a browser that holds this session. */
export async function cookieOf(sessionId: string): Promise<string> {
  const { name } = sessionCookie(new Headers());
  return `${name}=${await encode({ token: { sid: sessionId }, secret: config().authSecret, salt: name })}`;
}

/** For tests: a request as the viewer's browser would send it to a route handler; `body` travels as JSON. */
export async function requestAs(viewer: Viewer | undefined, method: string, path: string, body?: unknown): Promise<Request> {
  const headers = new Headers({ host: 'localhost:3000' });
  if (method !== 'GET') headers.set('origin', 'http://localhost:3000');
  if (viewer) headers.set('cookie', await cookieOf(viewer.sessionId));
  if (body !== undefined) headers.set('content-type', 'application/json');
  return new Request(`http://localhost:3000${path}`, { method, headers, body: body === undefined ? undefined : JSON.stringify(body) });
}
