import { randomBytes } from 'node:crypto';
import { newDocumentId, type Transaction } from '../../../../kernel/server/contract';
import type { LedgerPayment } from '../../domain/ledger';
import { insertPayment } from '../../sql/insert-payment';
import type { Books } from './books';

/**
 * Writes a new payment of an order. What is to be done with its money is written by `closeBooks`.
 *
 * @param amount minor units of the order's currency
 */
export async function addPayment(
  tx: Transaction,
  { row, order }: Books,
  { method, amount }: { method: string; amount: number },
): Promise<LedgerPayment> {
  const documentId = newDocumentId();
  // Hexadecimal: an address with certain words in it is refused by some providers.
  const callbackToken = randomBytes(24).toString('hex');
  const [inserted] = await tx.query(insertPayment, [
    {
      documentId,
      orderRow: row.id,
      orderNumber: order.number,
      method,
      currency: order.currency,
      amount,
      callbackToken,
    },
  ]);
  if (inserted === undefined) throw new Error('No payment was written');
  return {
    row: inserted.id,
    documentId,
    method,
    state: 'pending',
    currency: order.currency,
    amount,
    amountAuthorized: 0,
    amountCaptured: 0,
    amountRefunding: 0,
    amountRefunded: 0,
    reference: null,
    receipt: null,
    callbackToken,
    details: {},
    failureCode: null,
    failureMessage: null,
    review: null,
    createdAt: inserted.created_at.toISOString(),
    capturedAt: null,
    operations: [],
  };
}
