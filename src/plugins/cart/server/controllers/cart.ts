import type { Core } from '@strapi/strapi';
import type { Context } from 'koa';
import {
  answer,
  bodyOf,
  createRateLimit,
  databaseOf,
  dukaConfig,
  mutation,
  tokenFor,
  validate,
  type Answer,
  type Transaction,
} from '../../../kernel/server/contract';
import type { Shopper } from '../domain/shopper';
import { addItem } from '../services/add-item';
import { changeCart, type CartChange, type Freed } from '../services/change-cart';
import { removeLines, setQuantity } from '../services/change-items';
import { withClaims } from '../services/claims';
import { describeCart } from '../services/describe-cart';
import { existingCartOf, openCartOf } from '../services/open-cart';
import type { CartView } from '../services/present-cart';
import { optionsFor, readCart } from '../services/read-cart';
import { itemNotFound } from '../services/refusals';
import { shopperOf } from '../services/shopper';
import {
  addItemSchema,
  describeSchema,
  itemParams,
  productParams,
  setQuantitySchema,
  updateItemSchema,
} from './schemas';

/** A guest without a token is known by what it asks for, and for so long. */
const ANONYMOUS_SECONDS = 60 * 60;

interface RouteChange {
  status?: number;
  cartOf: (tx: Transaction, shopper: Shopper) => Promise<CartChange['cart']>;
  run: (change: CartChange) => Promise<Freed>;
}

export default ({ strapi }: { strapi: Core.Strapi }) => {
  const limitNewCarts = createRateLimit(strapi, {
    name: 'new-carts',
    points: dukaConfig(strapi).limits.newCartsPerMinute,
    seconds: 60,
  });

  const withToken = (ctx: Context, view: CartView, publicId: string | undefined) => {
    if (publicId === undefined) return { token: null, ...view };
    const token = tokenFor(strapi, 'cart', publicId);
    ctx.set('X-Cart-Token', token);
    return { token, ...view };
  };

  const change = async (
    ctx: Context,
    route: string,
    { status = 200, cartOf, run }: RouteChange,
  ): Promise<void> => {
    const shopper = await shopperOf(strapi, ctx);
    if (shopper.anonymous) await limitNewCarts(ctx);
    const options = {
      caller: shopper.key,
      route,
      ...(shopper.anonymous ? { keepSeconds: ANONYMOUS_SECONDS } : {}),
      reveal: ({ data, subject }: Answer) => withToken(ctx, data as CartView, subject),
    };
    await withClaims(strapi, (claims) =>
      mutation(ctx, databaseOf(strapi), options, async (tx) => {
        const cart = await cartOf(tx, shopper);
        const data = await changeCart(strapi, { tx, claims, cart }, shopper.customerId, run);
        return { status, data, subject: cart.public_id };
      }),
    );
  };

  const setTo = (ctx: Context, route: string, itemId: string, quantity: number) =>
    change(ctx, route, {
      cartOf: existingCartOf,
      run: (work) => setQuantity(work, itemId, quantity),
    });

  return {
    async find(ctx: Context) {
      const { view, publicId } = await readCart(strapi, await shopperOf(strapi, ctx));
      answer(ctx, 200, withToken(ctx, view, publicId));
    },

    async addItem(ctx: Context) {
      const item = validate(addItemSchema, bodyOf(ctx));
      await change(ctx, 'POST /api/cart/items', {
        status: 201,
        cartOf: (tx, shopper) => openCartOf(tx, shopper),
        run: (work) => addItem(work, item),
      });
    },

    async setItem(ctx: Context) {
      const { quantity } = validate(setQuantitySchema, bodyOf(ctx));
      const { itemId } = validate(itemParams, ctx.params);
      await setTo(ctx, 'PUT /api/cart/items/:itemId', itemId, quantity);
    },

    async updateItem(ctx: Context) {
      const { itemId, quantity } = validate(updateItemSchema, bodyOf(ctx));
      await setTo(ctx, 'PUT /api/cart/update', itemId, quantity);
    },

    async removeItem(ctx: Context) {
      const { itemId } = validate(itemParams, ctx.params);
      await setTo(ctx, 'DELETE /api/cart/items/:itemId', itemId, 0);
    },

    async removeProduct(ctx: Context) {
      const { productId } = validate(productParams, ctx.params);
      await change(ctx, 'DELETE /api/cart/remove/:productId', {
        cartOf: existingCartOf,
        run(work) {
          const lines = work.lines.filter((line) => line.product_document_id === productId);
          if (lines.length === 0) throw itemNotFound();
          return removeLines(work, lines);
        },
      });
    },

    async clear(ctx: Context) {
      await change(ctx, 'DELETE /api/cart/clear', {
        cartOf: existingCartOf,
        run: (work) => removeLines(work, work.lines),
      });
    },

    async describe(ctx: Context) {
      const said = validate(describeSchema, bodyOf(ctx));
      await change(ctx, 'PUT /api/cart', {
        cartOf: (tx, shopper) => openCartOf(tx, shopper, said.currency),
        run: (work) => describeCart(work, said),
      });
    },

    async shippingOptions(ctx: Context) {
      answer(ctx, 200, await optionsFor(strapi, await shopperOf(strapi, ctx)));
    },
  };
};
