import type { Transaction } from '../../../kernel/server/contract';
import type { Actor } from '../domain/history';
import { lockOrder, recordChange } from './amend-order';

/**
 * Puts a note to an order's history.
 *
 * @param orderId document id
 * @param internal whether it is for the people of the shop alone
 */
export async function noteOrder(
  tx: Transaction,
  orderId: string,
  { by, text, internal }: { by: Actor; text: string; internal: boolean },
): Promise<void> {
  const lock = await lockOrder(tx, orderId);
  await recordChange(tx, lock, { by, note: text }, { kind: 'note', internal });
}
