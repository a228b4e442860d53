import { statement } from '../../../kernel/server/contract';
import type { OrderStatus } from '../domain/states';
import { nextUpdate } from './next-update';
import { waitsForMoney } from './waits-for-money';

/** What is told of an order that has changed. */
export interface ToldOrder {
  id: number;
  document_id: string;
  number: string;
  state: OrderStatus;
  payment_status: string;
  updated_at: Date;
}

export interface TouchedOrder extends ToldOrder {
  /** What is kept of what was received, in minor units. */
  amount_paid: number;
  /** Whether a payment of it is disputed. */
  disputed: boolean;
  /** Whether its goods stay until it is paid. */
  waits_for_money: boolean;
}

/** Locks an order that something else than its state is about to be changed of. */
export const touchOrder = statement<[documentId: string], TouchedOrder>(
  'orders.touch',
  `UPDATE orders SET updated_at = ${nextUpdate}
    WHERE document_id = $1
   RETURNING id, document_id, number, state, payment_status, updated_at, amount_paid, disputed,
             ${waitsForMoney} AS waits_for_money`,
);
