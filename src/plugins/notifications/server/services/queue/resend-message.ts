import { enqueue } from '../../../../jobs/server/contract';
import { Refusal, type Transaction } from '../../../../kernel/server/contract';
import { messageState } from '../../sql/message-state';
import { reopenMessage } from '../../sql/reopen-message';
import { SEND_JOB } from './queue-messages';

/**
 * Has a message sent that could not be sent. One that was sent is not sent twice.
 *
 * @param id document id
 * @throws Refusal NOT_FOUND, ILLEGAL_TRANSITION
 */
export async function resendMessage(tx: Transaction, id: string): Promise<void> {
  const [reopened] = await tx.query(reopenMessage, [id]);
  if (reopened !== undefined) return enqueue(tx, SEND_JOB, { id });
  const [found] = await tx.query(messageState, [id]);
  if (found === undefined) throw new Refusal('NOT_FOUND', 'There is no such message.');
  throw new Refusal('ILLEGAL_TRANSITION', 'Only a message that failed is sent again.', {
    state: found.state,
  });
}
