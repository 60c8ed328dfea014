import { lookup as lookUp, type LookupAddress } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';

const inside = new BlockList();
for (const [net, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const)
  inside.addSubnet(net, bits, 'ipv4');
const open6 = new BlockList();
open6.addSubnet('2000::', 3, 'ipv6');
for (const [net, bits] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const)
  inside.addSubnet(net, bits, 'ipv6');

/**
 * Whether an address is one of the open internet: not of this machine, a private or a link-local network (where cloud machines keep their
 * keys), documentation, or multicast (IANA's special-purpose registries). Of IPv6 only global unicast, without the ranges that carry an
 * IPv4 address within.
 */
export function isPublicAddress(address: string): boolean {
  const kind = isIP(address);
  if (kind === 4) return !inside.check(address, 'ipv4');
  if (kind === 6) return open6.check(address, 'ipv6') && !inside.check(address, 'ipv6');
  return false;
}

/** Thrown where a webhook leads to a network that it may not reach. */
export class NotPublic extends Error {
  override readonly name = 'NotPublic';
}

/** Looks a name up once, and gives the connection only what lies in the open: what was looked at is what is connected to. */
export const publicLookup: LookupFunction = (hostname, options, callback) => {
  lookUp(hostname, { ...options, all: true }, (error, found: LookupAddress[]) => {
    if (error) {
      callback(error, '');
      return;
    }
    const [first] = found;
    if (!first || found.some(({ address }) => !isPublicAddress(address))) {
      callback(new NotPublic('The name leads to an address that is not public.'), '');
      return;
    }
    if (options.all === true) callback(null, found);
    else callback(null, first.address, first.family);
  });
};

/**
 * Reads the address of a webhook: https, without a name and password within. To a network of one's own (`own`) http serves too.
 *
 * @throws {TypeError} with a sentence that says what is wrong
 */
export function webhookUrl(text: string, own: boolean): URL {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    throw new TypeError('The address of a webhook is a whole URL, such as https://hooks.example.com/x.');
  }
  if (url.protocol !== 'https:' && !(own && url.protocol === 'http:'))
    throw new TypeError(
      'The address of a webhook begins with https; to a network of your own, marked "private": true, http serves.',
    );
  if (url.username !== '' || url.password !== '')
    throw new TypeError('The address of a webhook holds no name and password: use "headers".');
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (!own && isIP(host) !== 0 && !isPublicAddress(host))
    throw new TypeError(
      'The address of a webhook is not public: mark it "private": true where it lies in a network of your own.',
    );
  url.hash = '';
  return url;
}
