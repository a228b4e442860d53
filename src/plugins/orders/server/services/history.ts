import { newDocumentId, type Transaction } from '../../../kernel/server/contract';
import type { OrderActor, OrderStatus } from '../domain/states';
import { insertHistory } from '../sql/insert-history';

export interface Step {
  from: OrderStatus | null;
  to: OrderStatus;
  actor: OrderActor;
}

/** Who moved an order, and what they said about it. */
export interface Mover {
  actorId: string | null;
  note: string | null;
}

/** Writes steps of an order's history. */
export async function writeHistory(
  tx: Transaction,
  orderId: number,
  steps: readonly Step[],
  { actorId, note }: Mover,
): Promise<void> {
  await tx.query(insertHistory, [
    orderId,
    steps.map(() => newDocumentId()),
    steps.map(({ from }) => from),
    steps.map(({ to }) => to),
    steps.map(({ actor }) => actor),
    actorId,
    note,
  ]);
}
