import type { DeliveryType, TaxClass } from '../../../pricing/server/contract';
import type { Address } from '../domain/address';
import type { Adjustment } from '../domain/adjustment';
import type { Sourcing } from '../domain/plan-sourcing';
import { sourceColumns, type SourceRow } from '../../../inventory/server/contract';
import { variantColumns, productOfVariant } from './sellable';

/** The shop's terms as they are now. */
export interface ShopRow {
  currency: string;
  confirm_cash_orders: boolean;
  sourcing: Sourcing;
  /** The rules of holds; null where the server's settings hold. */
  hold_minutes: number | null;
  hold_ceiling_minutes: number | null;
  most_lines_per_cart: number | null;
  most_units_per_sku: number | null;
  most_units_per_sku_and_address: number | null;
  most_lines_per_address: number | null;
  /** Of the rules of pricing. */
  pricing_version: number;
}

/** A cart as the database has it. Times are ISO 8601. */
export interface CartRow {
  id: number;
  public_id: string;
  status: 'open' | 'closed';
  customer_id: number | null;
  currency: string;
  email: string | null;
  customer_email: string | null;
  delivery_type: DeliveryType | null;
  /** The store that was chosen. */
  store: SourceRow | null;
  latitude: number | null;
  longitude: number | null;
  shipping_address: Address | null;
  shipping_method: string | null;
  /** Whether all its goods have been looked for together since a line was put in or changed. */
  sourced: boolean;
  /** As they are compared, in the order in which they were given. */
  coupon_codes: string[];
  /** What the shopper has not been told yet. */
  adjustments: Adjustment[] | null;
  expires_at: string;
}

/** What a variant is called and costs now. */
export interface VariantRow {
  variant_id: number;
  sku: string;
  variant_title: string;
  name: string;
  product_document_id: string;
  for_sale: boolean;
  /** Grams. */
  weight: number;
  tax_class: TaxClass;
  /** Minor units of the cart's currency; null where the variant has no price in it. */
  unit_price: number | null;
}

/** A line of a cart. */
export interface LineRow extends VariantRow, SourceRow {
  id: string;
  quantity: number;
  hold_id: string;
  /** Null where the hold has expired. */
  reserved_until: string | null;
  /** The unit price that the shopper agreed to by adding or changing the line. */
  seen_price: number | null;
  /** The unit price that the shopper was shown last. */
  told_price: number | null;
}

/** Where a shopper stands: the shop's terms, and the cart with its lines where there is one. */
export interface StandingRow {
  shop: ShopRow;
  cart: CartRow | null;
  /** In the order in which they were put in; none of a closed cart. */
  lines: LineRow[];
  /** The cart was changed by another call while this one waited for it: read it again. */
  stale: boolean;
}

/** A time as it goes into JSON, in JavaScript's own form. */
export const isoTime = (time: string): string =>
  `to_char(${time} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/**
 * The caller's cart, as the table expression `cart`: a customer's own open one, else the last that
 * they closed by an order; or the one that a guest's token opens, as long as it belongs to nobody.
 * `$1` is the customer's id or NULL, `$2` the cart's public id or NULL.
 *
 * @param lock `FOR UPDATE OF cart` to lock it, or nothing
 */
export const callersCart = (lock: string): string => `
  WITH cart AS MATERIALIZED (
    SELECT cart.id, cart.public_id, cart.status, cart.version, cart.customer_id,
           cart.currency, cart.email, customer.email AS customer_email, cart.delivery_type,
           (SELECT row_to_json(chosen)
              FROM (SELECT ${sourceColumns} FROM stores store WHERE store.id = cart.store_id) chosen
           ) AS store,
           cart.latitude, cart.longitude, cart.shipping_address, cart.shipping_method, cart.sourced,
           cart.coupon_codes, cart.adjustments,
           ${isoTime('cart.expires_at')} AS expires_at
      FROM carts cart
      LEFT JOIN up_users customer ON customer.id = $1::int
     WHERE (cart.customer_id = $1::int OR (cart.public_id = $2::text AND cart.customer_id IS NULL))
       -- A customer's open cart is the only one they can have, until it is pruned.
       AND (cart.expires_at > now() OR (cart.status = 'open' AND cart.customer_id IS NOT NULL))
     ORDER BY cart.status = 'open' DESC, cart.id DESC
     LIMIT 1
     ${lock}
  )`;

/**
 * The columns of a {@link StandingRow}. A statement that waits for the cart's lock gets the cart as it
 * is then, and everything else as it was when the statement began; the cart's version tells whether
 * the two belong together.
 */
export const standingColumns = `
         json_build_object('currency', shop.currency,
                           'confirm_cash_orders', shop.confirm_cash_orders,
                           'sourcing', shop.sourcing,
                           'hold_minutes', shop.hold_minutes,
                           'hold_ceiling_minutes', shop.hold_ceiling_minutes,
                           'most_lines_per_cart', shop.most_lines_per_cart,
                           'most_units_per_sku', shop.most_units_per_sku,
                           'most_units_per_sku_and_address', shop.most_units_per_sku_and_address,
                           'most_lines_per_address', shop.most_lines_per_address,
                           'pricing_version', (SELECT version FROM pricing_version)) AS shop,
         row_to_json(cart) AS cart,
         coalesce(content.lines, '[]') AS lines,
         cart.version IS DISTINCT FROM (SELECT version FROM carts WHERE id = cart.id) AS stale`;

/** What {@link standingColumns} are read from; it follows {@link callersCart}. */
export const standing = `
    FROM shop_settings shop
    LEFT JOIN cart ON true
    LEFT JOIN LATERAL (
      SELECT json_agg(row_to_json(line) ORDER BY line.position) AS lines
        FROM (
          SELECT line.id, line.position, ${variantColumns('cart.currency', 'shop.currency')},
                 ${sourceColumns}, line.quantity, line.hold_id, line.seen_price, line.told_price,
                 CASE WHEN line.reserved_until > now()
                      THEN ${isoTime('line.reserved_until')} END AS reserved_until
            FROM cart_lines line
            JOIN variants variant ON variant.id = line.variant_id
            JOIN stores store ON store.id = line.store_id ${productOfVariant}
           WHERE line.cart_id = cart.id AND cart.status = 'open'
        ) line
    ) content ON true`;
