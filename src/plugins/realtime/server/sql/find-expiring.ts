import { statement } from '../../../kernel/server/contract';

/**
 * Lines of some open carts whose goods are held for no longer than `seconds` from now, or the last third of a
 * hold's life by the shop's settings where that is shorter. A guest's token opens no cart that has become a
 * customer's.
 */
export const findExpiring = statement<
  [publicIds: string[], customerIds: number[], seconds: number],
  {
    public_id: string;
    customer_id: number | null;
    item_id: string;
    sku: string;
    reserved_until: Date;
  }
>(
  'realtime.find_expiring',
  `SELECT cart.public_id, cart.customer_id, line.id AS item_id, variant.sku, line.reserved_until
     FROM carts cart
     JOIN cart_lines line ON line.cart_id = cart.id
     JOIN variants variant ON variant.id = line.variant_id
    WHERE cart.status = 'open'
      AND ((cart.public_id = ANY($1::text[]) AND cart.customer_id IS NULL)
           OR cart.customer_id = ANY($2::int[]))
      AND line.reserved_until > now()
      AND line.reserved_until <= now() + make_interval(secs => least($3,
            (SELECT hold_minutes * 20 FROM shop_settings ORDER BY id LIMIT 1)))`,
);
