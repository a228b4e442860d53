import type { Core } from '@strapi/strapi';
import type { Context } from 'koa';
import {
  answer,
  bodyOf,
  createRateLimit,
  databaseOf,
  dukaConfig,
  idOfToken,
  invalid,
  mutation,
  Refusal,
  tokenFor,
  validate,
  type Answer,
} from '../../../kernel/server/contract';
import { addItem } from '../services/add-item';
import type { CartWork } from '../services/change-cart';
import { clearCart, removeProduct, setQuantity } from '../services/change-items';
import { withClaims } from '../services/claims';
import { addCoupon, checkCode, removeCoupons } from '../services/coupons';
import { describeCart } from '../services/describe-cart';
import { presentCheck, type CartView } from '../services/present-cart';
import { optionsFor, readCart, type ReadCart } from '../services/read-cart';
import { copyShared, shareCart } from '../services/share-cart';
import { originOf, shopperOf } from '../services/shopper';
import {
  addItemSchema,
  couponSchema,
  describeSchema,
  itemParams,
  productParams,
  removeCouponQuery,
  setQuantitySchema,
  sharedSchema,
  updateItemSchema,
  validateCouponSchema,
} from './schemas';

/** A guest without a token is known by what it asks for, and for so long. */
const ANONYMOUS_SECONDS = 60 * 60;

export default ({ strapi }: { strapi: Core.Strapi }) => {
  const limitNewCarts = createRateLimit(strapi, {
    name: 'new-carts',
    points: dukaConfig(strapi).limits.newCartsPerMinute,
    seconds: 60,
  });

  const limitGuesses = createRateLimit(strapi, {
    name: 'coupon-guesses',
    points: dukaConfig(strapi).limits.couponGuessesPerMinute,
    seconds: 60,
  });

  /** Counts codes that stand for nothing: who guesses many is told nothing for a while. */
  const countingGuesses = async (ctx: Context, work: () => Promise<void>): Promise<void> => {
    await limitGuesses(ctx, 0);
    try {
      await work();
    } catch (error) {
      if (error instanceof Refusal && error.code === 'COUPON_NOT_FOUND') await limitGuesses(ctx);
      throw error;
    }
  };

  const withToken = (ctx: Context, view: CartView, publicId: string | undefined) => {
    if (publicId === undefined) return { token: null, ...view };
    const token = tokenFor(strapi, 'cart', publicId);
    ctx.set('X-Cart-Token', token);
    return { token, ...view };
  };

  /** Runs a verb on the caller's cart, in one transaction and with the key of the call. */
  const onCart = async (
    ctx: Context,
    route: string,
    verb: (work: CartWork) => Promise<Answer>,
    reveal: (answer: Answer) => unknown,
  ): Promise<void> => {
    const shopper = await shopperOf(strapi, ctx);
    if (shopper.anonymous) await limitNewCarts(ctx);
    const options = {
      caller: shopper.key,
      route,
      ...(shopper.anonymous ? { keepSeconds: ANONYMOUS_SECONDS } : {}),
      reveal,
    };
    const origin = originOf(strapi, ctx);
    await withClaims(strapi, (claims) =>
      mutation(ctx, databaseOf(strapi), options, (tx) =>
        verb({ strapi, tx, claims, shopper, origin, shown: true }),
      ),
    );
  };

  const change = (
    ctx: Context,
    route: string,
    verb: (work: CartWork) => Promise<ReadCart>,
    status = 200,
  ): Promise<void> =>
    onCart(
      ctx,
      route,
      async (work) => {
        const { view, publicId } = await verb(work);
        return { status, data: view, ...(publicId === undefined ? {} : { subject: publicId }) };
      },
      ({ data, subject }) => withToken(ctx, data as CartView, subject),
    );

  const setTo = (ctx: Context, route: string, itemId: string, quantity: number) =>
    change(ctx, route, (work) => setQuantity(work, itemId, quantity));

  return {
    async find(ctx: Context) {
      const { view, publicId } = await readCart(
        strapi,
        await shopperOf(strapi, ctx),
        originOf(strapi, ctx),
      );
      answer(ctx, 200, withToken(ctx, view, publicId));
    },

    async addItem(ctx: Context) {
      const item = validate(addItemSchema, bodyOf(ctx));
      await change(ctx, 'POST /api/cart/items', (work) => addItem(work, item), 201);
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
      await change(ctx, 'DELETE /api/cart/remove/:productId', (work) =>
        removeProduct(work, productId),
      );
    },

    async clear(ctx: Context) {
      await change(ctx, 'DELETE /api/cart/clear', clearCart);
    },

    async describe(ctx: Context) {
      const said = validate(describeSchema, bodyOf(ctx));
      await change(ctx, 'PUT /api/cart', (work) => describeCart(work, said));
    },

    async share(ctx: Context) {
      await onCart(
        ctx,
        'POST /api/cart/share',
        async (work) => ({ status: 201, data: null, subject: await shareCart(work) }),
        ({ subject }) => ({ token: tokenFor(strapi, 'share', subject ?? '') }),
      );
    },

    async copyShared(ctx: Context) {
      const { token } = validate(sharedSchema, bodyOf(ctx));
      const publicId = idOfToken(strapi, 'share', token);
      if (publicId === undefined) {
        throw invalid([{ path: ['token'], message: 'is not the token of a shared cart' }]);
      }
      const copy = (work: CartWork) => copyShared(work, publicId);
      await change(ctx, 'POST /api/cart/from-share', copy, 201);
    },

    async addCoupon(ctx: Context) {
      const { code } = validate(couponSchema, bodyOf(ctx));
      await countingGuesses(ctx, () =>
        change(ctx, 'POST /api/cart/coupon', (work) => addCoupon(work, code)),
      );
    },

    async removeCoupons(ctx: Context) {
      const { code } = validate(removeCouponQuery, ctx.query);
      const route = `DELETE /api/cart/coupon ${code ?? ''}`;
      await change(ctx, route, (work) => removeCoupons(work, code));
    },

    /** Changes nothing, so it needs no key. */
    async validateCoupon(ctx: Context) {
      const { code, ...goods } = validate(validateCouponSchema, bodyOf(ctx));
      const shopper = await shopperOf(strapi, ctx);
      await countingGuesses(ctx, async () => {
        answer(ctx, 200, presentCheck(await checkCode(strapi, shopper, code, goods)));
      });
    },

    async shippingOptions(ctx: Context) {
      answer(ctx, 200, await optionsFor(strapi, await shopperOf(strapi, ctx)));
    },
  };
};
