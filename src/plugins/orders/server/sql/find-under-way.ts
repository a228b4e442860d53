import { statement } from '../../../kernel/server/contract';
import type { OrderStatus } from '../domain/states';

/** Orders of a customer that are not at their end, or of which money is owed back or disputed. */
export const findUnderWay = statement<
  [customerId: number, finished: readonly OrderStatus[], most: number],
  { number: string; status: OrderStatus }
>(
  'orders.find_under_way',
  `SELECT number, state AS status
     FROM orders
    WHERE customer_id = $1
      AND (state <> ALL ($2::text[]) OR disputed
           OR (amount_paid > 0 AND (state = 'cancelled' OR amount_paid > total)))
    ORDER BY placed_at
    LIMIT $3`,
);
