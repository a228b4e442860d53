import { statement } from '../../../kernel/server/contract';
import type { OrderStatus } from '../domain/states';

export interface MoneyRow {
  id: number;
  document_id: string;
  number: string;
  state: OrderStatus;
  payment_status: string;
  payment_method: string;
  currency: string;
  total: number;
  amount_paid: number;
}

/** Locks an order whose money is about to be dealt with. */
export const lockForMoney = statement<[documentId: string], MoneyRow>(
  'orders.lock_for_money',
  `SELECT id, document_id, number, state, payment_status, payment_method, currency, total, amount_paid
     FROM orders
    WHERE document_id = $1
      FOR NO KEY UPDATE`,
);
