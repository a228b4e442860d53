/** What became of a try to send something. */
export type Sent =
  | { kind: 'sent'; providerId: string | null }
  /** They do not want it, and will not want it later. */
  | { kind: 'refused'; why: string }
  /** Nothing was sent, and it is worth another try. */
  | { kind: 'later'; why: string }
  /** Nobody knows whether it was sent. */
  | { kind: 'unanswered'; why: string };

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

/**
 * What a status of HTTP says about a request that sends something. Wrong credentials are the
 * operator's to put right, so that is worth another try.
 */
export function sentByStatus(status: number, why: string): Sent {
  if (status === 401 || status === 403 || status === 429) return { kind: 'later', why };
  if (status >= 500) return { kind: 'unanswered', why };
  return { kind: 'refused', why };
}

/** What the failure of a connection says. */
export function sentByError(error: unknown): Sent {
  const { code = '', message } = error as NodeJS.ErrnoException;
  const why = `${code} ${message}`.trim();
  return NO_CONNECTION.has(code) ? { kind: 'later', why } : { kind: 'unanswered', why };
}
