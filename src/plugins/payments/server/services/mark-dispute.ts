import { publish, type Transaction } from '../../../kernel/server/contract';
import { recordDispute } from '../../../orders/server/contract';
import { followsDispute, stopsOrder } from '../domain/disputes';
import type { DisputeStage } from '../domain/provider';
import { readDisputes } from '../sql/read-disputes';
import { writeDispute } from '../sql/write-dispute';
import { openBooks, paymentPayload } from './books';

/**
 * Writes how the dispute of a payment stands, tells of it, and lets its order be stopped or go on.
 * Said twice or out of order it changes nothing.
 *
 * @param state as the provider calls it
 * @returns whether it was news
 */
export async function markDispute(
  tx: Transaction,
  target: { orderId: string; paymentId: string },
  { stage, state }: { stage: DisputeStage; state: string },
): Promise<boolean> {
  const books = await openBooks(tx, target.orderId);
  const before = await tx.query(readDisputes, [books.row.id]);
  const known = before.find(({ payment_id }) => payment_id === target.paymentId)?.dispute ?? null;
  if (!followsDispute(known, stage)) return false;
  await tx.query(writeDispute, [target.paymentId, stage, `disputed: ${state}`]);
  const stages = before.map(({ payment_id, dispute }) =>
    payment_id === target.paymentId ? stage : dispute,
  );
  await recordDispute(tx, books.row, stopsOrder(stages));
  const payment = books.payments.find(({ documentId }) => documentId === target.paymentId);
  if (payment === undefined) throw new Error('A dispute is of a payment that is there');
  const payload = { ...paymentPayload(books.order, payment), dispute: stage, state };
  await publish(tx, [{ event: 'payment.disputed', subject: payment.documentId, payload }]);
  return true;
}
