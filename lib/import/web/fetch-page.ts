// The one way in which Footnote fetches from hosts that a person names.
import { lookup as resolveName, type LookupAddress } from 'node:dns';
import http, { type IncomingMessage, type RequestOptions } from 'node:http';
import https from 'node:https';
import type { LookupFunction, TcpNetConnectOpts } from 'node:net';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { AppError } from '@/lib/errors/app-error';
import { neverAddresses, privateAddresses } from './address-ranges';
import { bodyInUnicode } from './body-in-unicode';
import { checkUrl, isNamedPrivateHost, requireAllowed } from './check-url';

export type FetchLimits = {
  /** Of the body, before and after it is decompressed. */
  bytes: number;
  /** Milliseconds for the whole of it, redirects included. */
  time: number;
};

export const pageLimits: FetchLimits = { bytes: 10 * 1024 * 1024, time: 15_000 };
const mostRedirects = 3;
export const userAgent = 'Footnote (knowledge portal; imports pages that a person has named)';

export type FetchOptions = {
  limits?: FetchLimits;
  signal?: AbortSignal;
  /** What is known of the page: it is then sent only when it has changed. */
  known?: { etag?: string | undefined; lastModified?: string | undefined };
  /** All addresses of a host; the system's resolver when not given. */
  resolve?: (host: string) => Promise<LookupAddress[]>;
};

export type FetchedPage = {
  /** Where it was found after all redirects. */
  url: URL;
  status: number;
  /** In lower case, without parameters; '' when the server names none. */
  contentType: string;
  /** A text in another encoding than UTF-8 that the server names is in UTF-8. */
  body: Buffer;
  etag?: string;
  lastModified?: string;
  /** Seconds after which the server wants to be asked again. */
  retryAfter?: number;
};

/**
 * Fetches a page with every redirect judged like the first address. Any status is an answer. Throws `bad_request:address`
 * and `forbidden:address` (see {@link checkUrl}), `too_large:page`, `unavailable:page` with a sentence that says why; the
 * signal's reason when it is aborted.
 */
export async function fetchPage(address: URL, options: FetchOptions = {}): Promise<FetchedPage> {
  const limits = options.limits ?? pageLimits;
  const deadline = AbortSignal.timeout(limits.time);
  const signal = options.signal ? AbortSignal.any([options.signal, deadline]) : deadline;
  let url = checkUrl(address.href);
  try {
    for (let redirects = 0; ; redirects++) {
      const response = await request(url, signal, options);
      const location = [301, 302, 303, 307, 308].includes(response.statusCode ?? 0) ? response.headers.location : undefined;
      if (location === undefined) return await received(url, response, limits, signal);
      response.destroy();
      if (redirects === mostRedirects) throw new AppError('unavailable:page', `The page leads on to another address more than ${mostRedirects} times.`);
      url = checkUrl(location, url);
    }
  } catch (error) {
    if (options.signal?.aborted) throw options.signal.reason;
    throw error instanceof AppError ? error : explained(error, url, limits, deadline.aborted);
  }
}

function request(url: URL, signal: AbortSignal, { known, resolve }: FetchOptions): Promise<IncomingMessage> {
  const client = url.protocol === 'https:' ? https : http;
  const options: RequestOptions & Pick<TcpNetConnectOpts, 'blockList'> = {
    signal,
    // A connection of its own each time: one that is kept could have been made under other rules.
    agent: false,
    lookup: guardedLookup(url, resolve ?? systemAddresses),
    // The second lock: the socket itself refuses, also where an address needs no looking up.
    blockList: isNamedPrivateHost(url) ? neverAddresses : privateAddresses,
    headers: {
      'user-agent': userAgent,
      accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8',
      'accept-encoding': 'gzip, deflate, br',
      ...(known?.etag && { 'if-none-match': known.etag }),
      ...(known?.lastModified && { 'if-modified-since': known.lastModified }),
    },
  };
  return new Promise((answer, reject) => {
    const sent = client.request(url, options);
    sent.once('response', answer);
    // A server may want to talk another protocol; Footnote does not.
    sent.once('upgrade', (_response, socket) => {
      socket.destroy();
      reject(new AppError('unavailable:page', 'The server wanted to switch to another protocol.'));
    });
    sent.on('error', reject);
    sent.end();
  });
}

/** Looks a name up once, judges every address it has, and hands on only those: what is connected to is what was judged. */
function guardedLookup(url: URL, resolve: (host: string) => Promise<LookupAddress[]>): LookupFunction {
  return (host, options, callback) => {
    resolve(host).then(
      (addresses) => {
        const [first] = addresses;
        if (!first) throw Object.assign(new Error(`${host} has no address`), { code: 'ENOTFOUND' });
        for (const { address } of addresses) requireAllowed(url, address);
        if (options.all) callback(null, addresses);
        else callback(null, first.address, first.family);
      },
    ).catch((error: NodeJS.ErrnoException) => callback(error, []));
  };
}

function systemAddresses(host: string): Promise<LookupAddress[]> {
  return new Promise((resolve, reject) => {
    resolveName(host, { all: true }, (error, addresses) => (error ? reject(error) : resolve(addresses)));
  });
}

async function received(url: URL, response: IncomingMessage, limits: FetchLimits, signal: AbortSignal): Promise<FetchedPage> {
  const { headers } = response;
  const pieces: Buffer[] = [];
  const count = async function* (source: AsyncIterable<Buffer>) {
    let bytes = 0;
    for await (const piece of source) {
      bytes += piece.length;
      if (bytes > limits.bytes) throw tooLarge(limits);
      yield piece;
    }
  };
  const keep = async (source: AsyncIterable<Buffer>) => {
    for await (const piece of count(source)) pieces.push(piece);
  };
  if (Number(headers['content-length'] ?? 0) > limits.bytes) {
    response.destroy();
    throw tooLarge(limits);
  }
  const decoder = decoderOf(headers['content-encoding']);
  await (decoder ? pipeline(response, count, decoder, keep, { signal }) : pipeline(response, keep, { signal }));
  const retryAfter = Number(headers['retry-after']);
  return {
    url,
    status: response.statusCode ?? 0,
    contentType: (headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '',
    body: bodyInUnicode(Buffer.concat(pieces), headers['content-type'] ?? ''),
    ...(headers.etag && { etag: headers.etag }),
    ...(headers['last-modified'] && { lastModified: headers['last-modified'] }),
    ...(retryAfter > 0 && { retryAfter }),
  };
}

function decoderOf(encoding: string | undefined) {
  switch (encoding?.trim().toLowerCase() ?? '') {
    case '':
    case 'identity':
      return undefined;
    case 'gzip':
    case 'x-gzip':
      return createGunzip();
    case 'deflate':
      return createInflate();
    case 'br':
      return createBrotliDecompress();
    default:
      throw new AppError('unavailable:page', `The server sent the page in an encoding that is not read (${encoding}).`);
  }
}

function tooLarge({ bytes }: FetchLimits): AppError {
  return new AppError('too_large:page', `This page is larger than ${Math.floor(bytes / 1024 / 1024)} MB, the most that is fetched.`);
}

const reasons: Record<string, string> = {
  ENOTFOUND: 'there is no server of this name',
  EAI_AGAIN: 'the name could not be looked up',
  ECONNREFUSED: 'the server does not accept connections',
  ECONNRESET: 'the connection broke off',
  EHOSTUNREACH: 'the server cannot be reached',
  ENETUNREACH: 'the network cannot be reached',
  CERT_HAS_EXPIRED: 'its certificate has expired',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is not trusted',
  SELF_SIGNED_CERT_IN_CHAIN: 'its certificate is not trusted',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate is not trusted',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another name',
  ERR_IP_BLOCKED: 'its address lies in a private network',
};

function explained(error: unknown, url: URL, limits: FetchLimits, late: boolean): AppError {
  const { code = '' } = error as NodeJS.ErrnoException;
  const why = late ? `the page took more than ${limits.time / 1000} seconds` : (reasons[code] ?? 'the answer could not be read');
  return new AppError('unavailable:page', `"${url.hostname}" could not be read: ${why}.`, { cause: error });
}
