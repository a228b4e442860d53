interface Refused {
  response?: {
    data?: { error?: { status: number; message?: string; details?: { code?: string } } };
  };
}

/** What the server says of a refusal, in its words. */
export function reasonOf(error: unknown): string {
  const said = (error as Refused).response?.data?.error?.message;
  return said ?? 'That did not work. Reload the page.';
}

/**
 * Whether the server has refused a call, so that nothing came of it: another try is another call. Where it
 * did not answer, failed, or still works on it, only the same call under the same key tells.
 */
export function wasRefused(error: unknown): boolean {
  const said = (error as Refused).response?.data?.error;
  return said !== undefined && said.status < 500 && said.details?.code !== IN_PROGRESS;
}

const IN_PROGRESS = 'IDEMPOTENCY_IN_PROGRESS';
