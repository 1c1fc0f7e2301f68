import { BlockList, isIP } from 'node:net';

/** Nobody's web server has such an address, whatever an intranet may look like: link-local (clouds keep their secrets there), multicast, "this host". */
const neverRanges = {
  ipv4: ['0.0.0.0/8', '169.254.0.0/16', '192.0.0.0/24', '224.0.0.0/4', '240.0.0.0/4'],
  ipv6: ['::/128', '64:ff9b::/32', '100::/64', 'fe80::/10', 'fec0::/10', 'ff00::/8'],
};

/**
 * Addresses that are not those of a server on the Internet: IANA's special-purpose registries, and in IPv6 everything
 * outside of the part that is given out (2000::/3). Rules for IPv4 also match the same addresses mapped into IPv6.
 */
const privateRanges = {
  ipv4: [
    ...neverRanges.ipv4, '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '172.16.0.0/12', '192.0.2.0/24', '192.31.196.0/24', '192.52.193.0/24',
    '192.88.99.0/24', '192.168.0.0/16', '192.175.48.0/24', '198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24',
  ],
  // Not simply ::/3, which would match every IPv4 address.
  ipv6: [...neverRanges.ipv6, '::/96', '::ffff:0:0:0/96', '100::/8', '200::/7', '400::/6', '800::/5', '1000::/4', '2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20', '4000::/2', '8000::/1'],
};

function blockListOf(ranges: typeof neverRanges): BlockList {
  const list = new BlockList();
  for (const family of ['ipv4', 'ipv6'] as const) {
    for (const range of ranges[family]) {
      const [network = '', prefix] = range.split('/');
      list.addSubnet(network, Number(prefix), family);
    }
  }
  return list;
}

/** What may not be connected to, for hosts on the Internet. */
export const privateAddresses = blockListOf(privateRanges);
/** What may not be connected to even on hosts that an administrator has named. */
export const neverAddresses = blockListOf(neverRanges);

/** Whether a block list holds an address; what is no address is taken to be in it. */
export function isBlocked(list: BlockList, address: string): boolean {
  const family = isIP(address);
  return family === 0 || list.check(address, family === 6 ? 'ipv6' : 'ipv4');
}
