import { statement } from '../../../kernel/server/contract';
import type { KnownDispute } from '../domain/disputes';

/** How the disputes of an order's payments stand. Read them with the order's row locked. */
export const readDisputes = statement<
  [orderRow: number],
  { payment_id: string; disputes: KnownDispute[] }
>(
  'payments.read_disputes',
  `SELECT document_id AS payment_id, coalesce(disputes, '[]') AS disputes
     FROM payments WHERE order_id = $1`,
);
