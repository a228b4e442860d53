import { statement } from '../../../kernel/server/contract';

export interface PushRow {
  endpoint: string;
  p256dh: string;
  auth: string;
}

/** Notes a browser; what it was noted for before, it is not any more. */
export const insertPush = statement<
  [
    endpoint: string,
    p256dh: string,
    auth: string,
    customerId: number | null,
    orderId: string | null,
  ],
  never
>(
  'notifications.insert_push',
  `INSERT INTO push_subscriptions (endpoint, p256dh, auth, customer_id, order_id)
   VALUES ($1, $2, $3, $4, $5)
   ON CONFLICT (endpoint) DO UPDATE
      SET p256dh = excluded.p256dh, auth = excluded.auth, customer_id = excluded.customer_id,
          order_id = excluded.order_id`,
);

/** Forgets a browser. Who knows its address, which nobody can guess, may do so. */
export const deletePush = statement<[endpoint: string], never>(
  'notifications.delete_push',
  `DELETE FROM push_subscriptions WHERE endpoint = $1`,
);

/** Forgets the browsers of a customer. */
export const deletePushOf = statement<[customerId: number], never>(
  'notifications.delete_push_of',
  `DELETE FROM push_subscriptions WHERE customer_id = $1`,
);

/** Reads the keys of a browser by its endpoint. */
export const findPush = statement<[endpoint: string], PushRow>(
  'notifications.find_push',
  `SELECT endpoint, p256dh, auth FROM push_subscriptions WHERE endpoint = $1`,
);

/** The browsers that are told of orders: those of their customers, and those noted for each. */
export const listPush = statement<
  [orderIds: readonly string[], customerIds: readonly (number | null)[]],
  { order_id: string; endpoint: string }
>(
  'notifications.list_push',
  `SELECT told.order_id, browser.endpoint
     FROM unnest($1::text[], $2::integer[]) AS told (order_id, customer_id)
    CROSS JOIN LATERAL (
      SELECT endpoint FROM push_subscriptions
       WHERE customer_id = told.customer_id OR order_id = told.order_id
       ORDER BY endpoint LIMIT 20) browser`,
);
