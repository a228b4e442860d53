import ipaddr from 'ipaddr.js';

/** Where the addresses of IPv6 lie that are given to networks of the world (RFC 4291, 2.4). */
const GLOBAL_V6 = ipaddr.parseCIDR('2000::/3') as [ipaddr.IPv6, number];

/**
 * Whether an address is one of the open internet: not of this machine, of a private or link-local
 * network (the metadata services of clouds among them), multicast, reserved, or an IPv6 form that
 * leads to one of those.
 *
 * @param address IPv4 or IPv6, as a resolver gives it
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.process(address);
  if (parsed.range() !== 'unicast') return false;
  return parsed instanceof ipaddr.IPv4 || parsed.match(GLOBAL_V6);
}
