import { Refusal, type Transaction } from '../../../kernel/server/contract';
import { countVote } from '../sql/count-vote';
import { reviewNotFound } from './refusals';

/**
 * Notes that a customer found a published review helpful, once however often it is said.
 *
 * @returns how many have found it so
 * @throws Refusal REVIEW_NOT_FOUND, FORBIDDEN for one's own
 */
export async function voteHelpful(
  tx: Transaction,
  documentId: string,
  customerId: number,
): Promise<number> {
  const [review] = await tx.query(countVote, [documentId, customerId]);
  if (review === undefined) throw reviewNotFound();
  if (review.own) throw new Refusal('FORBIDDEN', 'This review is your own.');
  return review.helpful_count;
}
