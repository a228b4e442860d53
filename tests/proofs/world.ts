import { CASH_ORDER, makeStore, makeVariant, newKey, stock } from '../support/catalogue';
import type { Store, Variant } from '../support/catalogue';
import { call, type HttpAnswer } from '../support/http';
import type { TestShop } from '../support/shop';

/** A guest's cart with one line. */
export interface Cart {
  token: string;
  itemId: string;
}

/**
 * One variant in one store: two pieces in each of two carts, perhaps one in an order, the rest free.
 * Nothing of it is shared with another world.
 */
export interface World {
  store: Store;
  onHand: number;
  /** A store that has none. */
  other: Store;
  variant: Variant;
  carts: readonly [Cart, Cart];
  order: Order | undefined;
}

export interface Order {
  documentId: string;
  accessToken: string;
  shipments: { documentId: string }[];
}

/** Makes a world, the goods by SQL and the rest over HTTP as shoppers do. */
export async function makeWorld(shop: TestShop, { free = 1, ordered = true } = {}): Promise<World> {
  const [store, other] = [await makeStore(shop), await makeStore(shop)];
  const variant = await makeVariant(shop);
  const onHand = free + (ordered ? 5 : 4);
  await stock(shop, store, variant, onHand);
  const [first, second, order] = await Promise.all([
    makeCart(shop, variant, 2),
    makeCart(shop, variant, 2),
    ordered ? makeOrder(shop, variant) : undefined,
  ]);
  return { store, onHand, other, variant, carts: [first, second], order };
}

async function makeOrder(shop: TestShop, variant: Variant): Promise<Order> {
  const { token } = await makeCart(shop, variant, 1);
  const placed = await send(shop, '/api/orders', { 'X-Cart-Token': token }, CASH_ORDER);
  return placed.body.data as Order;
}

async function makeCart(shop: TestShop, { sku }: Variant, quantity: number): Promise<Cart> {
  const { token, items } = (await send(shop, '/api/cart/items', {}, { sku, quantity })).body.data;
  return { token, itemId: items[0].id };
}

async function send(
  shop: TestShop,
  path: string,
  headers: Record<string, string>,
  body: object,
): Promise<HttpAnswer> {
  const reply = await call('POST', shop.url + path, { headers: { ...newKey(), ...headers }, body });
  if (reply.status !== 201) throw new Error(`${path} answered ${JSON.stringify(reply.body)}`);
  return reply;
}

/** What a world has come to, for comparison with another one. */
export async function endOf(shop: TestShop, { variant, carts }: World): Promise<object> {
  const [first, second] = carts.map(({ token }) => token.split('.')[0]);
  const [end] = await shop.sql(
    `SELECT (SELECT json_agg(concat_ws(' of ', reserved, on_hand) ORDER BY store_id)
               FROM stock_levels WHERE variant_id = $1) AS stock,
            (SELECT json_agg(concat_ws(' ', line.quantity, hold.quantity, hold.state,
                                       hold.expires_at > now(), cardinality(cart.coupon_codes))
                             ORDER BY cart.public_id = $3, cart.public_id = $4, cart.id)
               FROM carts cart
               JOIN cart_lines line ON line.cart_id = cart.id
               LEFT JOIN holds hold ON hold.id = line.hold_id
              WHERE line.variant_id = $1 AND cart.status = 'open') AS lines,
            (SELECT json_agg(concat_ws(' ', line.quantity, orders.state, line.discount)
                             ORDER BY orders.state, line.quantity, line.discount)
               FROM order_lines line
               JOIN orders ON orders.id = line.order_id
              WHERE line.sku = $2) AS orders,
            EXISTS (SELECT FROM products
                     WHERE document_id = $5 AND published_at IS NOT NULL) AS published`,
    [variant.id, variant.sku, first, second, variant.productId],
  );
  return end ?? {};
}

/** What has been written down and told of a world's orders and goods: twice where it was done twice. */
export async function toldOf(shop: TestShop, { variant }: World): Promise<object> {
  const [told] = await shop.sql(
    `WITH mine AS (
       SELECT DISTINCT orders.id, orders.document_id
         FROM orders JOIN order_lines line ON line.order_id = orders.id
        WHERE line.sku = $1
     )
     SELECT (SELECT json_agg(concat_ws(' ', kind, "to", note) ORDER BY kind, "to")
               FROM order_histories WHERE order_id IN (SELECT id FROM mine)) AS history,
            (SELECT json_agg(event ORDER BY event)
               FROM outbox
              WHERE subject IN (SELECT document_id FROM mine) OR subject = $2
                 OR subject IN (SELECT document_id FROM stock_levels WHERE variant_id = $3)) AS events`,
    [variant.sku, variant.productId, variant.id],
  );
  return told ?? {};
}
