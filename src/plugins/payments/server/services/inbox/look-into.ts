import { Refusal, type Database } from '../../../../kernel/server/contract';
import { readMessage, type MessageState } from '../../sql/read-message';
import { readReview } from '../../sql/read-review';
import { setMessageAside } from '../../sql/set-message-aside';
import { writeLookedInto } from '../../sql/write-looked-into';
import { openBooks } from '../ledger/books';

/** What somebody says who has looked into a payment. */
export interface Look {
  /** Document id of the payment. */
  paymentId: string;
  /** Who it was, as it is written down. */
  by: string;
  note: string | null;
  /** Why it needed a look, as they have seen it; null where they do not say. */
  seen: string | null;
}

/**
 * Writes down that somebody has looked into what a payment needed it for. It needs a look no more, until
 * something else comes up. Said twice it is written once; no money moves by it.
 *
 * @throws Refusal PAYMENT_NOT_FOUND; EDIT_CONFLICT where something else has come up meanwhile
 */
export async function lookInto(
  database: Database,
  { paymentId, by, note, seen }: Look,
): Promise<object> {
  return database.transaction(async (tx) => {
    const read = async () => {
      const [found] = await tx.query(readReview, [paymentId]);
      if (found === undefined) throw new Refusal('PAYMENT_NOT_FOUND', 'There is no such payment.');
      return found;
    };
    // Who settles writes the payment under the lock of its order.
    await openBooks(tx, (await read()).order_id);
    const [written] = await tx.query(writeLookedInto, [paymentId, by, note, seen]);
    const { review, looked_into: lookedInto } = await read();
    if (written === undefined && review !== null) {
      throw new Refusal('EDIT_CONFLICT', 'Something else has come up meanwhile. Look again.');
    }
    return { paymentId, review, lookedInto };
  });
}

/**
 * Writes down that somebody has looked into a message that nobody could make sense of: it waits no more.
 * Said twice, or of a message that does not wait, it changes nothing.
 *
 * @param by who it was, as it is written down
 * @returns the message as it stands; undefined where there is none
 */
export async function lookIntoMessage(
  database: Database,
  { messageId, by, note }: { messageId: string; by: string; note: string | null },
): Promise<MessageState | undefined> {
  await database.query(setMessageAside, [messageId, by, note]);
  const [message] = await database.query(readMessage, [messageId]);
  return message;
}
