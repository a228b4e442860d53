/**
 * Something about the embedded PostgreSQL that whoever runs the command can put right. Its message
 * is a whole sentence for them; commands print it without a stack and leave with status 1.
 */
export class EmbeddedPostgresError extends Error {
  override readonly name = 'EmbeddedPostgresError';
}

/** Whether `error` is a Node error of that system code (`ENOENT`, `EACCES`, …). */
export function hasCode(error: unknown, ...codes: string[]): error is NodeJS.ErrnoException {
  return (
    error instanceof Error &&
    'code' in error &&
    typeof error.code === 'string' &&
    codes.includes(error.code)
  );
}
