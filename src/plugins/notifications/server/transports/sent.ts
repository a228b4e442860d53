import { askedWait } from '../domain/asked-wait';

/** What became of a try to send something. */
export type Sent =
  | { kind: 'sent'; providerId: string | null }
  /** They do not want it, and will not want it later. */
  | { kind: 'refused'; why: string }
  /** Nothing was sent, and it is worth another try, not before so many seconds where they ask for it. */
  | { kind: 'later'; why: string; afterSeconds?: number }
  /** Nobody knows whether it was sent. */
  | { kind: 'unanswered'; why: string };

/**
 * What a provider says of something whose sending was not answered: `away` where it cannot be asked at
 * this moment, `unknown` where it never can.
 */
export type Taken = 'taken' | 'not taken' | 'away' | 'unknown';

/** Failures of a connection after which nothing can have been sent. */
const NO_CONNECTION = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ECONNECTION',
  'EDNS',
  'EAUTH',
]);

/** 401 and 403 are the operator's to put right; 425 and 429 pass by themselves. */
const PASSING = new Set([401, 403, 425, 429]);

/**
 * What a status of HTTP says about a request that sends something.
 *
 * @param headers of the answer; they may ask for a pause
 */
export function sentByStatus(status: number, why: string, headers: object = {}): Sent {
  if (PASSING.has(status)) {
    return { kind: 'later', why, afterSeconds: askedWait(headers, new Date()) };
  }
  // 408: they have heard the beginning, and nobody knows of how much.
  if (status === 408 || status >= 500) return { kind: 'unanswered', why };
  return { kind: 'refused', why };
}

/** What the failure of a connection says. */
export function sentByError(error: unknown): Sent {
  const { code = '', message } = error as NodeJS.ErrnoException;
  const why = `${code} ${message}`.trim();
  return NO_CONNECTION.has(code) ? { kind: 'later', why } : { kind: 'unanswered', why };
}
