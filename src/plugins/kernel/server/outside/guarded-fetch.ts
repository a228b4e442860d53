import { lookup, type LookupAddress } from 'node:dns';
import { request as overHttp, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as overHttps } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { isPublicAddress } from './public-address';

/** A request to an address that somebody else chose: of a webhook, or of a picture. */
export interface GuardedRequest {
  /** `http:` or `https:`, without a user. */
  url: string;
  /** GET unless told. */
  method?: 'GET' | 'POST';
  headers?: Readonly<Record<string, string>>;
  /** Sent as it is. */
  body?: string | Uint8Array;
  /** Milliseconds for all of it: finding the address, connecting, and the whole answer. */
  limit: number;
  /** Bytes of the answer that are read; what is longer is cut off there. */
  largestAnswer: number;
  /** Whether private and loopback addresses are allowed; false unless told. */
  allowPrivate?: boolean;
}

export type GuardedAnswer =
  | {
      kind: 'answered';
      /** Redirects too are answers: none is followed. */
      status: number;
      headers: IncomingMessage['headers'];
      body: Buffer;
      /** The answer was longer than `largestAnswer`. */
      cut: boolean;
    }
  /** Nothing was sent: the address is none that may be called. */
  | { kind: 'refused'; reason: string }
  /** There was no whole answer. What was sent may have arrived. */
  | { kind: 'silent'; reason: string };

/** All addresses of a host's name. */
export type Resolve = (hostname: string) => Promise<LookupAddress[]>;

class Forbidden extends Error {}

/**
 * Calls an address without being led into the network that this server stands in: the name is
 * resolved once, every address it has is checked, and the connection goes to one of exactly those.
 *
 * @param resolve how names are found; the system's way unless told
 */
export async function guardedFetch(
  { limit, ...request }: GuardedRequest,
  resolve: Resolve = resolveBySystem,
): Promise<GuardedAnswer> {
  const signal = AbortSignal.timeout(limit);
  try {
    const url = callable(request.url);
    const addresses = await within(
      signal,
      addressesOf(url, request.allowPrivate ?? false, resolve),
    );
    return await send(url, addresses, request, signal);
  } catch (error) {
    if (error instanceof Forbidden) return { kind: 'refused', reason: error.message };
    if (signal.aborted) return { kind: 'silent', reason: `no answer within ${limit} ms` };
    const { code, message } = error as NodeJS.ErrnoException;
    return { kind: 'silent', reason: code ?? message };
  }
}

/**
 * Why {@link guardedFetch} would not call an address, as far as can be told now. A name that is not
 * found is no reason: it may be by then, and is checked again.
 *
 * @param limit milliseconds that finding the name may take
 */
export async function whyNotCalled(
  { url: address, allowPrivate, limit }: Pick<GuardedRequest, 'url' | 'allowPrivate' | 'limit'>,
  resolve: Resolve = resolveBySystem,
): Promise<string | undefined> {
  try {
    const url = callable(address);
    await within(AbortSignal.timeout(limit), addressesOf(url, allowPrivate ?? false, resolve));
    return undefined;
  } catch (error) {
    return error instanceof Forbidden ? error.message : undefined;
  }
}

function callable(address: string): URL {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url?.protocol !== 'http:' && url?.protocol !== 'https:') {
    throw new Forbidden('it is no http:// or https:// address');
  }
  if (url.username !== '' || url.password !== '') {
    throw new Forbidden('the address holds a user or a password');
  }
  return url;
}

/** One forbidden address among several forbids the name: which one would be taken is chance. */
async function addressesOf(
  url: URL,
  allowPrivate: boolean,
  resolve: Resolve,
): Promise<LookupAddress[]> {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const family = isIP(host);
  const found = family === 0 ? await resolve(host) : [{ address: host, family }];
  if (found.length === 0) throw new Error(`${host} has no address`);
  if (!allowPrivate && !found.every(({ address }) => isPublicAddress(address))) {
    throw new Forbidden(`${host} is a private address or leads to one`);
  }
  return found;
}

function send(
  url: URL,
  addresses: readonly LookupAddress[],
  { method = 'GET', headers, body, largestAnswer }: Omit<GuardedRequest, 'limit'>,
  signal: AbortSignal,
): Promise<GuardedAnswer> {
  const known: LookupFunction = (_host, { all }, found) => {
    if (all) found(null, [...addresses]);
    else found(null, addresses[0]?.address ?? '', addresses[0]?.family);
  };
  const options: RequestOptions = {
    method,
    headers: {
      'Accept-Encoding': 'identity',
      ...(body === undefined ? {} : { 'Content-Length': String(Buffer.byteLength(body)) }),
      ...headers,
    },
    // No connection outlives its request: the next one is checked anew.
    agent: false,
    lookup: known,
    signal,
  };
  return new Promise((done, fail) => {
    const open = url.protocol === 'https:' ? overHttps : overHttp;
    const call = open(url, options, (answer) => {
      read(answer, largestAnswer)
        .then(({ bytes, cut }) => {
          const { statusCode: status = 0, headers: given } = answer;
          done({ kind: 'answered', status, headers: given, body: bytes, cut });
        }, fail)
        .finally(() => call.destroy());
    });
    call.on('error', fail);
    call.end(body);
  });
}

async function read(
  answer: AsyncIterable<Buffer>,
  most: number,
): Promise<{ bytes: Buffer; cut: boolean }> {
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of answer) {
    pieces.push(piece);
    length += piece.length;
    if (length > most) break;
  }
  return { bytes: Buffer.concat(pieces).subarray(0, most), cut: length > most };
}

function resolveBySystem(hostname: string): Promise<LookupAddress[]> {
  return new Promise((done, fail) => {
    lookup(hostname, { all: true }, (error, addresses) => {
      if (error === null) done(addresses);
      else fail(error);
    });
  });
}

/** The system's look-up of a name cannot be called off, but nobody has to wait for it. */
function within<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  return new Promise((done, fail) => {
    signal.addEventListener('abort', () => fail(new Error('too late')), { once: true });
    work.then(done, fail);
  });
}
