import { statement } from '../../../kernel/server/contract';
import type { OrderStatus } from '../domain/states';

export interface TouchedOrder {
  id: number;
  document_id: string;
  number: string;
  state: OrderStatus;
  payment_status: string;
  updated_at: Date;
  /** Whether a payment of it is disputed. */
  disputed: boolean;
}

/** Locks an order that something else than its state is about to be changed of. */
export const touchOrder = statement<[documentId: string], TouchedOrder>(
  'orders.touch',
  `UPDATE orders SET updated_at = now()
    WHERE document_id = $1
   RETURNING id, document_id, number, state, payment_status, updated_at, disputed`,
);
