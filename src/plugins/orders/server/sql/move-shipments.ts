import { statement } from '../../../kernel/server/contract';

/** Lets an order's shipments follow it. */
export const moveShipments = statement<[orderId: number, state: string], never>(
  'orders.move_shipments',
  `UPDATE shipments
      SET state = $2::text, updated_at = now(),
          shipped_at = CASE WHEN $2::text = 'shipped' THEN now() ELSE shipped_at END,
          delivered_at = CASE WHEN $2::text = 'delivered' THEN now() ELSE delivered_at END
    WHERE order_id = $1`,
);
