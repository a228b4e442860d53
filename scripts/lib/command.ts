import { EmbeddedPostgresError } from '../../src/plugins/kernel/server/embedded-postgres';

/** Something the person at the terminal can put right: printed as it is, without a stack. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
}

/** Prints an error for the person at the terminal; the stack only where nobody foresaw it. */
export function report(error: unknown): void {
  const text = isForeseen(error) ? error.message : error instanceof Error ? error.stack : error;
  process.stderr.write(`\n${String(text)}\n`);
}

function isForeseen(error: unknown): error is Error {
  if (error instanceof CommandError || error instanceof EmbeddedPostgresError) return true;
  // Strapi wraps what config/ throws into an Error of its own.
  return error instanceof Error && error.message.includes('The configuration is not right');
}
