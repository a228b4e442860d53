import { statement } from '../../../kernel/server/contract';

/** Gives a customer the orders of nobody's that were placed with their own verified address. */
export const takeInGuestOrders = statement<[customerId: number], { document_id: string }>(
  'orders.take_in_guest_orders',
  `UPDATE orders SET customer_id = customer.id
     FROM up_users customer
    WHERE customer.id = $1 AND customer.confirmed
      AND orders.customer_id IS NULL AND lower(orders.email) = lower(customer.email)
   RETURNING orders.document_id`,
);
