import { Refusal, type Answer, type Transaction } from '../../../kernel/server/contract';

/** What a mutating call does in its transaction. */
export type Work = (tx: Transaction) => Promise<Answer>;

/**
 * Prepares the work of a call, and leaves a refusal to the work itself: what the first call has used up
 * (its session, a password, a mail's token) must not keep its repetition from the first answer.
 */
export async function refusedLater(prepare: () => Promise<Work>): Promise<Work> {
  try {
    return await prepare();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return () => Promise.reject(error);
  }
}
