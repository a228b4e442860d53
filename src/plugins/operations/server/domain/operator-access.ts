import { createHash, timingSafeEqual } from 'node:crypto';
import ipaddr from 'ipaddr.js';

/** What a request shows of who sends it. */
export interface Visit {
  authorization: string | undefined;
  /** The other end of the connection, and nothing that a header says. */
  address: string | undefined;
  headers: Readonly<Record<string, unknown>>;
}

export type Access = 'allowed' | 'unauthenticated' | 'hidden';

/** What proxies add: the caller then is somebody else than the one who holds the connection. */
const FORWARDING =
  /^(forwarded|via|x-forwarded-.*|x-real-ip|x-client-ip|x-cluster-client-ip|true-client-ip|cf-.*|fly-client-ip)$/;

/**
 * Whether a visitor may see what only operators see. With a token set, whoever brings it; without
 * one, whoever is on this machine and not behind a proxy on it, and for others there is nothing.
 */
export function accessOf(token: string | undefined, visit: Visit): Access {
  if (token === undefined) return isFromThisMachine(visit) ? 'allowed' : 'hidden';
  const given = /^Bearer +(\S+)$/i.exec(visit.authorization ?? '')?.[1];
  return given !== undefined && isSame(given, token) ? 'allowed' : 'unauthenticated';
}

/** Compares in a time that says nothing about where two texts differ, or how long they are. */
function isSame(a: string, b: string): boolean {
  const [first, second] = [a, b].map((text) => createHash('sha256').update(text).digest());
  return first !== undefined && second !== undefined && timingSafeEqual(first, second);
}

function isFromThisMachine({ address, headers }: Visit): boolean {
  if (address === undefined || !ipaddr.isValid(address)) return false;
  if (ipaddr.process(address).range() !== 'loopback') return false;
  return !Object.keys(headers).some((name) => FORWARDING.test(name.toLowerCase()));
}
