import { afterEach, beforeEach, expect, it, vi } from 'vitest';

beforeEach(() => vi.resetModules());
afterEach(() => vi.unstubAllEnvs());

async function cookieFor(portalUrl: string, headers: Record<string, string>) {
  vi.stubEnv('PORTAL_URL', portalUrl);
  vi.stubEnv('AUTH_SECRET', 'only-for-tests-0123456789-abcdefghijkl');
  vi.stubEnv('DATABASE_URL', 'postgresql://localhost');
  return (await import('./session-cookie')).sessionCookie(new Headers(headers));
}

it('A7: over HTTPS the cookie is __Host-, Secure, HttpOnly and SameSite', async () => {
  expect(await cookieFor('https://notes.example', { 'x-forwarded-proto': 'https' })).toEqual({
    name: '__Host-footnote-session',
    options: { httpOnly: true, sameSite: 'lax', path: '/', secure: true },
  });
});

it('A7: over plain HTTP on a local network it works without Secure, and stays HttpOnly and SameSite', async () => {
  for (const [portalUrl, headers] of [
    ['', {}],
    // Nobody can talk the portal into cookies that a browser would then drop.
    ['', { 'x-forwarded-proto': 'https' }],
    ['https://notes.example', { 'x-forwarded-proto': 'http' }],
  ] as const) {
    expect(await cookieFor(portalUrl, headers)).toEqual({
      name: 'footnote-session',
      options: { httpOnly: true, sameSite: 'lax', path: '/', secure: false },
    });
  }
});

it('A2: while the sessions cannot be looked up nobody is let in, and the answer is 503', async () => {
  vi.stubEnv('AUTH_SECRET', 'only-for-tests-0123456789-abcdefghijkl');
  vi.stubEnv('DATABASE_URL', 'postgresql://127.0.0.1:1/none');
  vi.stubEnv('PORTAL_URL', '');
  vi.spyOn(console, 'error').mockImplementation(() => {});
  const { cookieOf } = await import('./test-request');
  const { route } = await import('@/lib/http/route');
  const inside = vi.fn<() => Response>(() => Response.json({}));
  const ask = async (cookie: string) =>
    (await route('viewer', inside)(new Request('http://localhost/api/x', { headers: { cookie } }), { params: Promise.resolve({}) })).status;
  expect(await ask(await cookieOf('0199a000-0000-7000-8000-000000000000'))).toBe(503);
  expect(await ask('footnote-session=forged')).toBe(401);
  expect(await ask('')).toBe(401);
  expect(inside).not.toHaveBeenCalled();
});
