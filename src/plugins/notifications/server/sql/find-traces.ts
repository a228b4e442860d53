import { statement } from '../../../kernel/server/contract';

/** Where a customer may have been written to: by their orders, and at their browsers. */
export const findTraces = statement<
  [customerId: number],
  {
    order_id: string | null;
    address: string | null;
    phone: string | null;
    endpoint: string | null;
  }
>(
  'notifications.find_traces',
  `SELECT document_id AS order_id, lower(email) AS address, phone, NULL AS endpoint
     FROM orders WHERE customer_id = $1
   UNION ALL
   SELECT NULL, NULL, NULL, endpoint FROM push_subscriptions WHERE customer_id = $1`,
);
