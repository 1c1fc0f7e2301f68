import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';
import { isIPv6 } from 'node:net';
import { config } from '@/lib/config/config';

/** Set by this process on every request before Next sees it; what a client sends under this name is overwritten. */
const peerHeader = 'x-footnote-peer';

/**
 * Notes on each incoming request the address at the other end of its connection. Next itself passes on only
 * X-Forwarded-For, which anybody can send. Call once when the web process starts.
 */
export function notePeers(): void {
  subscribe('http.server.request.start', (message) => {
    const { request } = message as { request: IncomingMessage };
    request.headers[peerHeader] = request.socket.remoteAddress ?? 'unknown';
  });
}

/**
 * Who is at the other end, for counting attempts: an IPv4 address or an IPv6 /64. Behind a proxy with HTTPS (PORTAL_URL
 * says so) it is the last entry of X-Forwarded-For, which that proxy wrote; otherwise that header is ignored.
 */
export function peerAddress(headers: Headers): string {
  const forwarded = config().portalUrl.startsWith('https:') ? headers.get('x-forwarded-for')?.split(',').at(-1)?.trim() : undefined;
  return network(forwarded || headers.get(peerHeader) || 'unknown');
}

function network(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped) return mapped;
  if (!isIPv6(address)) return address;
  const [head = '', tail] = address.split('%')[0]?.split('::') ?? [];
  const front = head ? head.split(':') : [];
  const back = tail ? tail.split(':') : [];
  const groups = tail === undefined ? front : [...front, ...Array<string>(Math.max(0, 8 - front.length - back.length)).fill('0'), ...back];
  return `${groups.slice(0, 4).map((group) => Number.parseInt(group, 16).toString(16)).join(':')}::/64`;
}
