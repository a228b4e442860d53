import { makeCoupon } from '../pricing/shoppers';
import { placeOrder, type Placed } from '../orders/orders';
import { ADDRESS, CASH_ORDER, newKey, stock } from '../support/catalogue';
import { bearer, call } from '../support/http';
import type { TestShop } from '../support/shop';
import type { Steps } from '../support/steps';
import { until } from '../support/until';
import type { BackRoom } from './back-room';
import type { Cart, Order, World } from './world';

/** What is set against each other. */
export const RACING = [
  'add',
  'change',
  'remove',
  'expire',
  'checkout',
  'last coupon',
  'cancel',
  'stock edit',
  'import of stock',
  'unpublish',
] as const;

/** What the server is killed in. */
export const KILLED = [
  'add',
  'change',
  'remove',
  'move',
  'checkout',
  'last coupon',
  'cancel',
  'ship',
  'stock edit',
  'join at sign-in',
  'clear',
  'coupon',
  'copy what is shared',
  'sweep',
  'import of stock',
  'unpublish',
  'amend lines',
  'amend address',
  'note',
  'track',
  'bulk status',
  'move a shipment',
  'refused at the door',
] as const;

export type Verbs = Record<(typeof RACING | typeof KILLED)[number], Verb>;

/** Something that is done to a world by a call that can be held up at each of its steps. */
export interface Verb {
  /** What of the world it is done to. */
  to: 'cart' | 'order' | 'goods';
  /** What may come of it, whatever else happens. */
  outcomes: readonly string[];
  /** Where its steps are made. */
  steps(): Steps;
  /** Whether it can be killed before it only: PostgreSQL does it wholly or not at all. */
  isOneStatement?: true;
  /** Brings a new world to where it can be done. */
  prepare?(world: World): Promise<unknown>;
  /** Does it under an idempotency key and tells the outcome in a few words. */
  run(world: World, cart: Cart, key?: Headers): Promise<string>;
}

type Headers = Record<string, string>;

/** What may come of a shopper's request about a cart with what is scarce or no longer sold. */
const SHOPPER_OUTCOMES = [
  '200',
  '201',
  '404 CART_ITEM_NOT_FOUND',
  '409 INSUFFICIENT_STOCK',
  '409 CART_CLOSED',
  '409 CART_EMPTY',
  '409 COUPON_EXHAUSTED',
  '422 NOT_FOR_SALE',
];

/** A request without what is the same for all of its kind. */
type Request = [method: string, path: string, body?: object];

/** The verbs, done to worlds of one shop. */
export async function verbsOf(shop: TestShop, backRoom: BackRoom): Promise<Verbs> {
  const [apiToken, adminToken] = [await shop.apiToken(), await shop.adminToken()];
  const send = async ([method, path, body]: Request, headers: Headers): Promise<string> => {
    const reply = await call(method, shop.url + path, { headers, body });
    const code = reply.body?.error?.details?.code;
    return [reply.status, ...(code === undefined ? [] : [code])].join(' ');
  };

  const byShopper = (request: (cart: Cart, world: World) => Request): Verb => ({
    to: 'cart',
    outcomes: SHOPPER_OUTCOMES,
    steps: () => shop.steps,
    run: (world, cart, key = newKey()) =>
      send(request(cart, world), { ...key, 'X-Cart-Token': cart.token }),
  });
  const byBuyer = (request: (order: Order) => Request): Verb => ({
    to: 'order',
    outcomes: ['200'],
    steps: () => shop.steps,
    run: ({ order }, _, key = newKey()) =>
      send(request(order!), { ...key, 'X-Order-Token': order!.accessToken }),
  });
  const byMachine = (to: Verb['to'], request: (world: World) => Request): Verb => ({
    to,
    outcomes: ['200', '409 BELOW_RESERVED'],
    steps: () => shop.steps,
    run: (world, _, key = newKey()) => send(request(world), { ...key, ...bearer(apiToken) }),
  });
  const setStatus = (status: string) =>
    byMachine('order', ({ order }) => [
      'PUT',
      `/api/orders/${order!.documentId}/status`,
      { status },
    ]);

  /** Brings the order of a world through some states, one after the other. */
  const through = (...states: string[]): Pick<Verb, 'prepare'> => ({
    async prepare(world) {
      for (const status of states) await setStatus(status).run(world, world.carts[0]);
    },
  });

  const amend = (what: string, body: object) =>
    byMachine('order', ({ order }) => [
      'PUT',
      `/api/admin/orders/${order!.documentId}/${what}`,
      body,
    ]);

  const checkout = byShopper(() => ['POST', '/api/orders', CASH_ORDER]);

  return {
    add: byShopper((_, { variant: { sku } }) => ['POST', '/api/cart/items', { sku, quantity: 1 }]),
    change: byShopper(({ itemId }) => ['PUT', `/api/cart/items/${itemId}`, { quantity: 3 }]),
    remove: byShopper(({ itemId }) => ['DELETE', `/api/cart/items/${itemId}`]),
    move: {
      ...byShopper((_, { other }) => ['PUT', '/api/cart', { storeId: other.documentId }]),
      prepare: ({ other, variant }) => stock(shop, other, variant, 6),
    },
    expire: {
      to: 'cart',
      outcomes: ['swept'],
      steps: () => backRoom.steps,
      async run(_, cart) {
        await letHoldsExpire(shop, cart);
        return backRoom.sweep();
      },
    },
    checkout,
    // Both carts have the coupon, and it can be used once.
    'last coupon': {
      ...checkout,
      async prepare({ carts, variant: { sku } }) {
        const code = `ONCE-${sku}`;
        await shop.sql(
          `INSERT INTO coupons (document_id, code, type, percentage, usage_limit)
           VALUES ($1::text, $1::text, 'percentage', 1000, 1)`,
          [code],
        );
        for (const { token } of carts) {
          await send(['POST', '/api/cart/coupon', { code }], { 'X-Cart-Token': token });
        }
      },
    },
    cancel: byBuyer(({ documentId }) => ['PUT', `/api/orders/${documentId}/cancel`]),
    ship: { ...setStatus('shipped'), ...through('confirmed', 'preparing') },
    'bulk status': byMachine('order', ({ order }) => [
      'POST',
      '/api/admin/orders/bulk-status',
      { orderIds: [order!.documentId], status: 'confirmed' },
    ]),
    'move a shipment': {
      ...byMachine('order', ({ order }) => [
        'PUT',
        `/api/admin/orders/${order!.documentId}/shipments/${order!.shipments[0]!.documentId}/status`,
        { status: 'shipped' },
      ]),
      ...through('confirmed', 'preparing'),
    },
    'refused at the door': {
      ...byMachine('order', ({ order }) => [
        'POST',
        `/api/payments/${order!.documentId}/refused`,
        { reason: 'Nobody was there' },
      ]),
      ...through('confirmed', 'preparing', 'shipped'),
    },
    'stock edit': byMachine('goods', ({ store, variant: { sku }, onHand }) => [
      'PUT',
      `/api/stores/${store.documentId}/stock`,
      [{ sku, onHand: onHand - 1 }],
    ]),
    'import of stock': {
      to: 'goods',
      outcomes: ['imported', 'refused'],
      steps: () => backRoom.steps,
      run: ({ store, variant: { sku }, onHand }) =>
        backRoom.importStock(`sku,store,onHand\n${sku},${store.documentId},${onHand + 1}\n`),
    },
    unpublish: {
      to: 'goods',
      outcomes: ['200'],
      steps: () => shop.steps,
      async run({ variant: { productId } }) {
        const path = `${PRODUCTS}/${productId}/actions/unpublish`;
        const outcome = await send(['POST', path, {}], bearer(adminToken));
        // Where it was unpublished before, Strapi finds nothing to do.
        return outcome === '404 NOT_FOUND' ? '200' : outcome;
      },
    },
    'join at sign-in': {
      to: 'cart',
      outcomes: ['200'],
      steps: () => shop.steps,
      async prepare({ variant: { sku } }) {
        const body = { ...accountOf(sku), firstName: 'Amina', lastName: 'Otieno' };
        const headers = newKey();
        const register = () => call('POST', `${shop.url}/api/auth/register`, { headers, body });
        // Many at once are more than a slow machine has connections for.
        const data = await until(async () => (await register()).body.data, 'an account');
        const mine = bearer(data.token);
        await send(['POST', '/api/cart/items', { sku, quantity: 1 }], mine);
      },
      run: ({ variant }, { token }) =>
        send(['POST', '/api/auth/login', accountOf(variant.sku)], { 'X-Cart-Token': token }),
    },
    clear: byShopper(() => ['DELETE', '/api/cart/clear']),
    coupon: {
      ...byShopper((_, world) => ['POST', '/api/cart/coupon', { code: ready.get(world) }]),
      prepare: async (world) => ready.set(world, (await makeCoupon(shop)).code),
    },
    'copy what is shared': {
      ...byShopper((_, world) => ['POST', '/api/cart/from-share', { token: ready.get(world) }]),
      async prepare(world) {
        const headers = { ...newKey(), 'X-Cart-Token': world.carts[1].token };
        const shared = await call('POST', `${shop.url}/api/cart/share`, { headers });
        ready.set(world, shared.body.data.token as string);
      },
    },
    sweep: {
      to: 'cart',
      outcomes: ['swept'],
      isOneStatement: true,
      steps: () => backRoom.steps,
      prepare: ({ carts }) => letHoldsExpire(shop, carts[0]),
      run: () => backRoom.sweep(),
    },
    // Less of one line, and the other one away.
    'amend lines': {
      ...byMachine('order', (world) => {
        const { documentId, items } = large.get(world)!;
        const [less, away] = items.toSorted((one, other) => other.quantity - one.quantity);
        return [
          'PUT',
          `/api/admin/orders/${documentId}/lines`,
          {
            items: [
              { lineId: less!.documentId, quantity: 1 },
              { lineId: away!.documentId, quantity: 0 },
            ],
          },
        ];
      }),
      async prepare(world) {
        const { store, other, variant } = world;
        await stock(shop, other, variant, 6);
        const goods = [
          { variant, store, quantity: 3 },
          { variant, store: other, quantity: 1 },
        ];
        large.set(world, await placeOrder(shop, goods));
      },
    },
    'amend address': amend('address', { shippingAddress: { ...ADDRESS, city: 'Kisumu' } }),
    track: amend('tracking', { carrier: 'Sendy', trackingNumber: 'KE-7' }),
    note: {
      ...byMachine('order', ({ order }) => [
        'POST',
        `/api/orders/${order!.documentId}/notes`,
        { text: 'Rings twice' },
      ]),
      outcomes: ['201'],
    },
  };
}

/** A coupon's code or a shared cart's token that was made for a world. */
const ready = new WeakMap<World, string>();
/** An order of several pieces that was made for a world. */
const large = new WeakMap<World, Placed>();

/** The customer of a world that has one. */
const accountOf = (sku: string) => ({ email: `${sku}@example.com`, password: 'kahawa-chungu-7' });

const PRODUCTS = '/content-manager/collection-types/api::product.product';

const DEADLOCK = '40P01';

/**
 * Lets the time of a cart's holds run out, for the database's clock cannot be turned. The holds come
 * first, as with who changes a cart.
 */
async function letHoldsExpire(shop: TestShop, { itemId }: Cart): Promise<void> {
  for (;;) {
    try {
      await shop.sql(
        `WITH expired AS (
           UPDATE holds SET expires_at = now() - interval '1 minute'
            WHERE state = 'held' AND id IN (SELECT hold_id FROM cart_lines WHERE id = $1)
           RETURNING id
         )
         UPDATE cart_lines SET reserved_until = now() - interval '1 minute'
          WHERE id = $1 AND (SELECT count(*) FROM expired) >= 0`,
        [itemId],
      );
      return;
    } catch (error) {
      // Time itself takes no locks; here it may have taken them in another order than the call.
      if ((error as { code?: string }).code !== DEADLOCK) throw error;
    }
  }
}
