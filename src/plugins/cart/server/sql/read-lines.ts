import { statement } from '../../../kernel/server/contract';
import { priceOfVariant, productOfVariant } from './sellable';

/** A line of a cart with what its variant costs and is called now. */
export interface LineRow {
  id: string;
  variant_id: number;
  sku: string;
  variant_title: string;
  name: string;
  product_document_id: string;
  for_sale: boolean;
  store_id: number;
  store_document_id: string;
  store_active: boolean;
  store_pickup: boolean;
  store_delivery: boolean;
  quantity: number;
  /** Minor units of the cart's currency; null where the variant has no price in it. */
  unit_price: number | null;
  hold_id: string;
  /** Null where the hold has expired. */
  reserved_until: Date | null;
}

/** Reads the lines of a cart in the order in which they were put in. */
export const readLines = statement<[cartId: number], LineRow>(
  'cart.read_lines',
  `SELECT line.id, line.variant_id, variant.sku, variant.title AS variant_title,
          coalesce(product.name, variant.title) AS name,
          coalesce(product.document_id, '') AS product_document_id,
          variant.active AND coalesce(product.published, false) AS for_sale,
          line.store_id, store.document_id AS store_document_id,
          store.active AS store_active, store.pickup AS store_pickup,
          store.delivery AS store_delivery, line.quantity,
          ${priceOfVariant('cart.currency', 'shop.currency')} AS unit_price,
          line.hold_id,
          CASE WHEN line.reserved_until > now() THEN line.reserved_until END AS reserved_until
     FROM cart_lines line
     JOIN carts cart ON cart.id = line.cart_id
    CROSS JOIN shop_settings shop
     JOIN variants variant ON variant.id = line.variant_id
     JOIN stores store ON store.id = line.store_id ${productOfVariant}
    WHERE line.cart_id = $1
    ORDER BY line.position`,
);
