/**
 * The SQLSTATE of an error of PostgreSQL, else undefined. Source: PostgreSQL, appendix A.
 */
export function sqlState(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  const { code } = error;
  return typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) ? code : undefined;
}

/** Whether a write failed for a value that a column cannot hold, or a constraint: SQLSTATE classes 22 and 23. */
export function isAboutData(error: unknown): error is Error {
  return error instanceof Error && /^2[23]/.test(sqlState(error) ?? '');
}

/** The constraint that a write ran into, else undefined. */
export function violatedConstraint(error: unknown): string | undefined {
  if (!sqlState(error)?.startsWith('23')) return undefined;
  const { constraint } = error as { constraint?: string };
  return constraint;
}

/** A serialisation failure or a deadlock: the whole transaction may be run again. */
export function isTransient(error: unknown): boolean {
  const state = sqlState(error);
  return state === '40001' || state === '40P01';
}

const NETWORK = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EHOSTUNREACH',
]);

/**
 * Whether the database is away, starting, stopping, full or too busy: nothing is wrong with the
 * request, and it may be sent again later.
 */
export function isUnavailable(error: unknown): boolean {
  const state = sqlState(error);
  if (state !== undefined) {
    const kind = state.slice(0, 2);
    return (
      kind === '08' || kind === '53' || kind === '57' || state === '55P03' || isTransient(error)
    );
  }
  if (!(error instanceof Error)) return false;
  const { code } = error as NodeJS.ErrnoException;
  if (code !== undefined && NETWORK.has(code)) return true;
  // pg and knex tell these apart from other errors by their text alone.
  return /timeout exceeded when trying to connect|Query read timeout|Connection terminated|is not queryable|Timeout acquiring a connection/.test(
    error.message,
  );
}
