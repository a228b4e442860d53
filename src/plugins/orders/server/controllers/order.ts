import type { Core } from '@strapi/strapi';
import type { Context } from 'koa';
import { identify, type Customer } from '../../../accounts/server/contract';
import { shopperOf, withGoodsTogether } from '../../../cart/server/contract';
import {
  answer,
  bodyOf,
  databaseOf,
  mutation,
  Refusal,
  tokenFor,
  validate,
  type Answer,
} from '../../../kernel/server/contract';
import { priceBookOf } from '../../../pricing/server/contract';
import { movesOf } from '../domain/moves';
import { presentOrder } from '../domain/present-order';
import type { OrderList } from '../domain/search';
import { accessOrder, readableStores } from '../services/access';
import { takeInGuestOrders } from '../services/guest-orders';
import { moveForCaller } from '../services/move-for-caller';
import { requirePaymentMethod } from '../services/payment-methods';
import { placeOrder } from '../services/place-order';
import {
  orderBy,
  ordersOf,
  ordersOfAccount,
  trackedOrder,
  type OrderPage,
} from '../services/read-orders';
import { noSuchAccount } from '../services/refusals';
import { answerPage } from './page';
import { cancelSchema, listSchema, moveSchema, placeOrderSchema } from './schemas';

export default ({ strapi }: { strapi: Core.Strapi }) => {
  const ownOrders = async (customerId: number, list: OrderList): Promise<OrderPage> => {
    await takeInGuestOrders(databaseOf(strapi), customerId);
    return ordersOf(databaseOf(strapi), customerId, list);
  };

  return {
    async place(ctx: Context) {
      const request = validate(placeOrderSchema, bodyOf(ctx));
      const requirePayable = requirePaymentMethod(strapi, request.paymentMethod);
      const shopper = await shopperOf(strapi, ctx);
      const guest = shopper.customerId === null;
      const options = {
        caller: shopper.key,
        route: 'POST /api/orders',
        keyRequired: true,
        reveal: ({ data, subject }: Answer) =>
          guest && subject !== undefined
            ? { ...(data as object), accessToken: tokenFor(strapi, 'order', subject) }
            : data,
      };
      const prices = priceBookOf(strapi);
      await withGoodsTogether(strapi, shopper, (claims) =>
        mutation(ctx, databaseOf(strapi), options, async (tx) => {
          const order = await placeOrder(tx, { claims, prices, requirePayable }, shopper, request);
          return { status: 201, data: presentOrder(order), subject: order.documentId };
        }),
      );
    },

    /** The caller's own orders, or the one that their token opens. */
    async list(ctx: Context) {
      const caller = await identify(strapi, ctx);
      const list = validate(listSchema, ctx.query);
      if (caller.kind === 'customer') {
        answerPage(ctx, await ownOrders(caller.userId, list), list);
        return;
      }
      if (caller.kind !== 'guest') {
        throw new Refusal('FORBIDDEN', 'This list is a customer’s own; see GET /api/admin/orders.');
      }
      if (caller.orderId === undefined) throw unauthenticated();
      const order = await orderBy(databaseOf(strapi), caller.orderId);
      const orders = order === undefined ? [] : [order];
      answerPage(ctx, { orders, total: orders.length }, { ...list, page: 1 });
    },

    /** A customer's orders: one's own, or anybody's for the people of the shop. */
    async listOfUser(ctx: Context) {
      const caller = await identify(strapi, ctx);
      const { userId } = ctx.params as { userId: string };
      const list = validate(listSchema, ctx.query);
      if (caller.kind === 'guest') throw unauthenticated();
      if (caller.kind === 'customer') {
        if (!isSelf(caller, userId)) throw noSuchAccount();
        answerPage(ctx, await ownOrders(caller.userId, list), list);
        return;
      }
      const stores = await readableStores(strapi, caller);
      answerPage(ctx, await ordersOfAccount(databaseOf(strapi), userId, list, stores), list);
    },

    async read(ctx: Context) {
      const { order, by } = await accessOrder(strapi, ctx, 'read');
      const meta = by.kind === 'customer' ? {} : { moves: movesOf(by.kind) };
      answer(ctx, 200, presentOrder(order), meta);
    },

    async track(ctx: Context) {
      const { order, by } = await accessOrder(strapi, ctx, 'read');
      answer(ctx, 200, await trackedOrder(databaseOf(strapi), order, by.kind !== 'customer'));
    },

    async cancel(ctx: Context) {
      const { note } = validate(cancelSchema, bodyOf(ctx));
      const access = await accessOrder(strapi, ctx, 'move');
      const options = { caller: access.key, route: 'PUT /api/orders/:id/cancel' };
      await mutation(ctx, databaseOf(strapi), options, async (tx) => {
        const order = await moveForCaller(tx, access, 'cancelled', note);
        return { status: 200, data: presentOrder(order) };
      });
    },

    async move(ctx: Context) {
      const { status, note } = validate(moveSchema, bodyOf(ctx));
      const access = await accessOrder(strapi, ctx, 'move');
      if (access.by.kind === 'customer') {
        throw new Refusal('FORBIDDEN', 'Only the shop moves an order; you may cancel it.');
      }
      const options = { caller: access.key, route: 'PUT /api/orders/:id/status' };
      await mutation(ctx, databaseOf(strapi), options, async (tx) => {
        const order = await moveForCaller(tx, access, status, note);
        return { status: 200, data: presentOrder(order) };
      });
    },
  };
};

function isSelf({ userId, documentId }: Customer, id: string): boolean {
  return ['me', documentId, String(userId)].includes(id);
}

function unauthenticated(): Refusal {
  return new Refusal('UNAUTHENTICATED', 'Sign in, or send the X-Order-Token of an order.');
}
