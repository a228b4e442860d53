import { publish, type Transaction } from '../../../../kernel/server/contract';
import { recordDispute } from '../../../../orders/server/contract';
import { disputesAfter, stageOf, stopsOrder } from '../../domain/disputes';
import type { DisputeStage } from '../../domain/provider';
import { readDisputes } from '../../sql/read-disputes';
import { writeDispute } from '../../sql/write-dispute';
import { openBooks, paymentPayload } from './books';

/**
 * Writes how a dispute of a payment stands, tells of it, and lets its order be stopped or go on. Said
 * twice or out of order it changes nothing.
 *
 * @param id the provider's, of the dispute
 * @param state as the provider calls it
 * @returns whether it was news
 */
export async function markDispute(
  tx: Transaction,
  target: { orderId: string; paymentId: string },
  { id = null, stage, state }: { id?: string | null; stage: DisputeStage; state: string },
): Promise<boolean> {
  const books = await openBooks(tx, target.orderId);
  const before = await tx.query(readDisputes, [books.row.id]);
  const known = before.find(({ payment_id }) => payment_id === target.paymentId)?.disputes ?? [];
  const now = disputesAfter(known, { id, stage });
  if (now === undefined) return false;
  const written = [stageOf(now) ?? stage, JSON.stringify(now), `disputed: ${state}`] as const;
  await tx.query(writeDispute, [target.paymentId, ...written]);
  const stages = before.map(({ payment_id, disputes }) =>
    stageOf(payment_id === target.paymentId ? now : disputes),
  );
  await recordDispute(tx, books.row, stopsOrder(stages));
  const payment = books.payments.find(({ documentId }) => documentId === target.paymentId);
  if (payment === undefined) throw new Error('A dispute is of a payment that is there');
  const payload = { ...paymentPayload(books.order, payment), dispute: stage, state };
  await publish(tx, [{ event: 'payment.disputed', subject: payment.documentId, payload }]);
  return true;
}
