import { statement } from '../../../kernel/server/contract';
import type { DisputeStage } from '../domain/provider';

/** How the disputes of an order's payments stand. Read them with the order's row locked. */
export const readDisputes = statement<
  [orderRow: number],
  { payment_id: string; dispute: DisputeStage | null }
>(
  'payments.read_disputes',
  `SELECT document_id AS payment_id, dispute FROM payments WHERE order_id = $1`,
);
