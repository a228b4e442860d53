import { statement } from '../../../kernel/server/contract';

/** Takes their customer out of orders. */
export const anonymiseOrders = statement<
  [customerId: number, address: string],
  { document_id: string }
>(
  'orders.anonymise',
  `WITH theirs AS (
     UPDATE orders
        SET customer_id = NULL, email = $2, phone = NULL, notes = NULL,
            shipping_address = shipping_address - 'phone',
            billing_address = billing_address - 'phone', updated_at = now()
      WHERE customer_id = $1
     RETURNING id, document_id
   ), told AS (
     UPDATE order_histories history
        SET actor_id = NULL, note = NULL, updated_at = now(),
            summary = to_char(history.at, 'YYYY-MM-DD HH24:MI ') || history."to" || ' by the customer'
       FROM theirs
      WHERE history.order_id = theirs.id AND history.actor = 'customer'
   )
   SELECT document_id FROM theirs`,
);
