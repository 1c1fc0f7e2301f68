import { isIP } from 'node:net';
import { config } from '@/lib/config/config';
import { AppError } from '@/lib/errors/app-error';
import { isBlocked, neverAddresses, privateAddresses } from './address-ranges';

/** Ports that web servers have; others belong to services that a request from here could do harm to. */
const ordinaryPorts = new Set(['', '80', '443', '8080', '8443']);
const longest = 2_000;
/** Names that never leave a machine or a local network, whatever a resolver says. */
const localNames = /(^|\.)(localhost|local|internal|intranet|lan|home|corp|localdomain|home\.arpa)$/;

/** Whether an administrator has named this host, with or without its port, as one in a private network. */
export function isNamedPrivateHost(url: URL): boolean {
  const { importPrivateHosts } = config();
  return importPrivateHosts.includes(url.hostname) || importPrivateHosts.includes(url.host);
}

/**
 * An address as a person typed it or a page links to it, when it may be fetched as far as the address itself says.
 * Throws `bad_request:address` for what is no web address, `forbidden:address` for what may not be fetched. What its
 * name stands for is asked, and judged, when it is connected to.
 */
export function checkUrl(text: string, base?: URL): URL {
  const url = URL.parse(text.trim(), base);
  if (!url || text.length > longest) throw new AppError('bad_request:address', 'This is not a web address. It should look like https://example.com/handbook.');
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw new AppError('bad_request:address', 'Only addresses that begin with https:// or http:// can be imported.');
  }
  if (url.username || url.password) throw new AppError('bad_request:address', 'An address with a user name or password in it cannot be imported.');
  url.hash = '';
  // A name may end with the dot of the root, which would make it another one to every comparison.
  if (url.hostname.endsWith('.')) url.hostname = url.hostname.replace(/\.+$/, '');
  if (url.hostname === '') throw new AppError('bad_request:address', 'This address names no server.');
  const isNamed = isNamedPrivateHost(url);
  if (!isNamed && !ordinaryPorts.has(url.port)) {
    throw new AppError('forbidden:address', `Port ${url.port} is not one that web pages are imported from.`);
  }
  const literal = url.hostname.replace(/^\[|\]$/g, '');
  if (isIP(literal) > 0) requireAllowed(url, literal);
  else if (!isNamed && localNames.test(url.hostname)) throw privateHost(url);
  return url;
}

/** Throws `forbidden:address` when this address may not be connected to for a URL. */
export function requireAllowed(url: URL, address: string): void {
  if (isBlocked(isNamedPrivateHost(url) ? neverAddresses : privateAddresses, address)) throw privateHost(url);
}

function privateHost(url: URL): AppError {
  return new AppError(
    'forbidden:address',
    `"${url.hostname}" lies in a private network, which documents are not imported from. Whoever runs this portal can allow it with IMPORT_ALLOW_PRIVATE_HOSTS.`,
  );
}
