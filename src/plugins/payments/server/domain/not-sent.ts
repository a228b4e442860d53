/**
 * Thrown by a verb that has not reached its provider: the provider knows nothing of the call, so
 * nothing has happened and it can be made anew at once. Whatever else is thrown leaves that open.
 */
export class NotSent extends Error {
  override readonly name = 'NotSent';
}

/** Runs what comes before a call; whatever goes wrong with it, the call itself was not sent. */
export async function beforeSending<T>(prepare: () => Promise<T>): Promise<T> {
  try {
    return await prepare();
  } catch (error) {
    throw error instanceof NotSent ? error : new NotSent((error as Error).message);
  }
}
