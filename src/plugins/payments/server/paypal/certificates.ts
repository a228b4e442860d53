import { X509Certificate, type KeyObject } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { openHttpClient } from '../outside/http-client';

/** The certificates that PayPal signs its messages with. */
export interface Certificates {
  /** Whether it is an address of PayPal's; a certificate of any other proves nothing. */
  isTrusted(address: string): boolean;
  /** The key of the certificate at an address that is trusted; undefined where it cannot be had now. */
  keyAt(address: string): Promise<KeyObject | undefined>;
}

/** A sender waits meanwhile. */
const FETCH_LIMIT_MS = 700;
const MOST_KEPT = 50;
const KEPT_MS = 24 * 60 * 60 * 1_000;
/** One that could not be had is not looked for at each message. */
const MISSED_MS = 30_000;

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/** @param baseUrl PayPal's address or a local server's, whose certificates are trusted then too */
export function openCertificates(baseUrl: string): Certificates {
  const ours = hostOf(new URL(baseUrl));
  const kept = new LRUCache<string, { key: KeyObject | undefined }>({
    max: MOST_KEPT,
    // Whoever asks for one that is being fetched waits for the same answer.
    async fetchMethod(address, _, { options }) {
      const certificate = await fetchCertificate(address).catch(() => undefined);
      const life = certificate === undefined ? 0 : lifeOf(certificate);
      options.ttl = life > 0 ? Math.min(life, KEPT_MS) : MISSED_MS;
      return { key: life > 0 ? certificate?.publicKey : undefined };
    },
  });
  return {
    isTrusted(address) {
      const url = new URL(address);
      // TLS tells that it is PayPal who answers; plain HTTP is for a server of one's own.
      if (url.protocol === 'https:' && url.hostname.endsWith('.paypal.com')) return true;
      return !ours.endsWith('.paypal.com') && hostOf(url) === ours;
    },
    async keyAt(address) {
      return (await kept.fetch(address))?.key;
    },
  };
}

function hostOf({ hostname }: URL): string {
  return LOOPBACK.has(hostname) ? 'localhost' : hostname;
}

/** @throws Error where there is none */
async function fetchCertificate(address: string): Promise<X509Certificate | undefined> {
  const { origin, pathname, search } = new URL(address);
  const { status, text } = await openHttpClient(origin)({
    method: 'GET',
    path: `${pathname}${search}`,
    headers: { Accept: '*/*' },
    limit: FETCH_LIMIT_MS,
  });
  return status === 200 ? new X509Certificate(text) : undefined;
}

/** Milliseconds for which a certificate is still good; less than one where it is not. */
function lifeOf({ validFrom, validTo }: X509Certificate): number {
  const now = Date.now();
  return Date.parse(validFrom) > now ? 0 : Date.parse(validTo) - now;
}
