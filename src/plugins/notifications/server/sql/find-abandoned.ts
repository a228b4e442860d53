import { statement } from '../../../kernel/server/contract';

export interface AbandonedCart {
  public_id: string;
  email: string;
  first_name: string | null;
}

/** Hours after which nobody is reminded any more. */
const LATEST_HOURS = 72;

/**
 * Carts with goods in them that nobody has touched for a while, and of which nobody has been reminded
 * since. Who has a cart open at another place has not left.
 */
export const findAbandoned = statement<[minutes: number, most: number], AbandonedCart>(
  'notifications.find_abandoned',
  `SELECT cart.public_id, coalesce(customer.email, cart.email) AS email, customer.first_name
     FROM carts cart
     LEFT JOIN up_users customer ON customer.id = cart.customer_id
    WHERE cart.status = 'open' AND cart.expires_at > now()
      AND cart.updated_at < now() - make_interval(mins => $1)
      AND cart.updated_at > now() - make_interval(mins => $1) - interval '${LATEST_HOURS} hours'
      AND coalesce(customer.email, cart.email) IS NOT NULL
      AND EXISTS (SELECT FROM cart_lines line WHERE line.cart_id = cart.id)
      AND NOT EXISTS (SELECT FROM notification_messages message
                       WHERE message.kind = 'abandonedCart'
                         AND message.event_id = cart.public_id)
    ORDER BY cart.updated_at
    LIMIT $2`,
);
