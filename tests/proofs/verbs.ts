import { CASH_ORDER, newKey } from '../support/catalogue';
import { bearer, call, type HttpAnswer } from '../support/http';
import type { TestShop } from '../support/shop';
import type { Steps } from '../support/steps';
import type { BackRoom } from './back-room';
import type { Cart, World } from './world';

/** What the proofs set against each other. */
export const VERBS = [
  'add',
  'change',
  'remove',
  'expire',
  'checkout',
  'cancel',
  'stock edit',
  'import of stock',
  'unpublish',
] as const;

export type Verbs = Record<(typeof VERBS)[number], Verb>;

/** Something that is done to a world by a call that can be held up at each of its steps. */
export interface Verb {
  /** Whether it is done to one of the world's carts. */
  toCart: boolean;
  /** Where its steps are made. */
  steps: Steps;
  /** Does it and tells the outcome in a few words. */
  run(world: World, cart: Cart): Promise<string>;
}

/** The verbs, done to worlds of one shop. */
export async function verbsOf(shop: TestShop, backRoom: BackRoom): Promise<Verbs> {
  const [apiToken, adminToken] = [await shop.apiToken(), await shop.adminToken()];
  const inCart = (send: (world: World, cart: Cart) => [string, string, object?]): Verb => ({
    toCart: true,
    steps: shop.steps,
    run(world, cart) {
      const [method, path, body] = send(world, cart);
      const headers = { ...newKey(), 'X-Cart-Token': cart.token };
      return outcomeOf(call(method, shop.url + path, { headers, body }));
    },
  });
  const elsewhere = (run: Verb['run'], steps = shop.steps): Verb => ({ toCart: false, steps, run });
  return {
    add: inCart(({ variant }) => ['POST', '/api/cart/items', { sku: variant.sku, quantity: 1 }]),
    change: inCart((_, { itemId }) => ['PUT', `/api/cart/items/${itemId}`, { quantity: 3 }]),
    remove: inCart((_, { itemId }) => ['DELETE', `/api/cart/items/${itemId}`]),
    checkout: inCart(() => ['POST', '/api/orders', CASH_ORDER]),
    expire: {
      toCart: true,
      steps: backRoom.steps,
      async run(_, cart) {
        await letHoldsExpire(shop, cart);
        return backRoom.sweep();
      },
    },
    cancel: elsewhere(({ order: { documentId, accessToken } }) =>
      outcomeOf(
        call('PUT', `${shop.url}/api/orders/${documentId}/cancel`, {
          headers: { ...newKey(), 'X-Order-Token': accessToken },
        }),
      ),
    ),
    'stock edit': elsewhere(({ store, variant }) =>
      outcomeOf(
        call('PUT', `${shop.url}/api/stores/${store.documentId}/stock`, {
          headers: { ...newKey(), ...bearer(apiToken) },
          body: [{ sku: variant.sku, onHand: 5, reason: 'counted' }],
        }),
      ),
    ),
    'import of stock': elsewhere(
      ({ store, variant }) =>
        backRoom.importStock(`sku,store,onHand\n${variant.sku},${store.documentId},7\n`),
      backRoom.steps,
    ),
    unpublish: elsewhere(async ({ variant }) => {
      const path = `${PRODUCTS}/${variant.productId}/actions/unpublish`;
      const headers = bearer(adminToken);
      const outcome = await outcomeOf(call('POST', shop.url + path, { headers, body: {} }));
      // Where it was unpublished before, Strapi finds nothing to do.
      return outcome === '404 NOT_FOUND' ? '200' : outcome;
    }),
  };
}

const PRODUCTS = '/content-manager/collection-types/api::product.product';

async function outcomeOf(reply: Promise<HttpAnswer>): Promise<string> {
  const { status, body } = await reply;
  const code = body?.error?.details?.code;
  return code === undefined ? String(status) : `${status} ${String(code)}`;
}

const DEADLOCK = '40P01';

/** Lets the time of a cart's holds run out, for the database's clock cannot be turned. */
async function letHoldsExpire(shop: TestShop, { itemId }: Cart): Promise<void> {
  for (;;) {
    try {
      await shop.sql(
        `WITH expired AS (
           UPDATE holds SET expires_at = now() - interval '1 minute'
            WHERE state = 'held' AND id IN (SELECT hold_id FROM cart_lines WHERE id = $1)
         )
         UPDATE cart_lines SET reserved_until = now() - interval '1 minute' WHERE id = $1`,
        [itemId],
      );
      return;
    } catch (error) {
      // Time itself takes no locks; here it may have taken them in another order than the call.
      if ((error as { code?: string }).code !== DEADLOCK) throw error;
    }
  }
}
