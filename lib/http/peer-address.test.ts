import { afterEach, expect, it, vi } from 'vitest';

afterEach(() => {
  vi.unstubAllEnvs();
  vi.resetModules();
});

/** The peer of a request with these headers, where PORTAL_URL is as given. */
async function peer(portalUrl: string, headers: Record<string, string>): Promise<string> {
  vi.stubEnv('PORTAL_URL', portalUrl);
  vi.stubEnv('AUTH_SECRET', 'only-for-tests-0123456789-abcdefghijkl');
  vi.stubEnv('DATABASE_URL', 'postgresql://localhost');
  const { peerAddress } = await import('./peer-address');
  return peerAddress(new Headers(headers));
}

it('A6: ignores forwarded headers unless a proxy with HTTPS stands before the portal', async () => {
  expect(await peer('', { 'x-footnote-peer': '10.0.0.7', 'x-forwarded-for': '1.2.3.4' })).toBe('10.0.0.7');
});

it('A6: behind such a proxy, believes only the entry that the proxy wrote', async () => {
  expect(await peer('https://notes.example', { 'x-footnote-peer': '127.0.0.1', 'x-forwarded-for': 'forged, 1.2.3.4' })).toBe('1.2.3.4');
});

it('A6: spellings of one address and one IPv6 network count as one', async () => {
  for (const spelling of ['2001:db8:0:1::1', '2001:0DB8:0000:0001:ffff::', '2001:db8:0:1:2:3:4:5']) {
    expect(await peer('', { 'x-footnote-peer': spelling })).toBe('2001:db8:0:1::/64');
  }
  expect(await peer('', { 'x-footnote-peer': '::ffff:10.0.0.7' })).toBe('10.0.0.7');
  expect(await peer('', { 'x-footnote-peer': '::1' })).toBe('0:0:0:0::/64');
});
