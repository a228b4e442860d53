import type { Core } from '@strapi/strapi';
import type { Context } from 'koa';
import { identify } from '../../../accounts/server/contract';
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
  type Transaction,
} from '../../../kernel/server/contract';
import { presentOrder, presentShipments } from '../domain/present-order';
import type { Order } from '../domain/order';
import type { OrderStatus } from '../domain/states';
import { accessOrder, type OrderAccess } from '../services/access';
import { moveOrder } from '../services/move-order';
import { acceptedPaymentMethods } from '../services/payment-methods';
import { placeOrder } from '../services/place-order';
import { historyOf, orderBy, ordersOf } from '../services/read-orders';
import { illegalTransition, notCancellable, notInYet, orderNotFound } from '../services/refusals';
import { cancelSchema, moveSchema, pageSchema, placeOrderSchema } from './schemas';

export default ({ strapi }: { strapi: Core.Strapi }) => {
  const move = async (
    tx: Transaction,
    { order, actor, actorId }: OrderAccess,
    to: OrderStatus,
    note: string | null,
  ): Promise<Answer> => {
    const moved = await moveOrder(tx, { orderId: order.documentId, to, actor, actorId, note });
    // Cancelling twice answers the cancelled order.
    const done = moved.kind === 'illegal' && moved.from === 'cancelled' && to === 'cancelled';
    if (moved.kind === 'illegal' && !done) {
      throw actor === 'customer' ? notCancellable(moved.from) : illegalTransition(moved.from, to);
    }
    if (moved.kind === 'short') throw notInYet(moved.missing);
    const now = await orderBy(tx, order.documentId);
    if (now === undefined) throw orderNotFound();
    return { status: 200, data: presentOrder(now) };
  };

  return {
    async place(ctx: Context) {
      const request = validate(placeOrderSchema, bodyOf(ctx));
      if (!acceptedPaymentMethods(strapi).includes(request.paymentMethod)) {
        throw new Refusal('PAYMENT_METHOD_UNAVAILABLE', 'This shop cannot be paid that way.', {
          paymentMethod: request.paymentMethod,
        });
      }
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
      await withGoodsTogether(strapi, shopper, (claims) =>
        mutation(ctx, databaseOf(strapi), options, async (tx) => {
          const order = await placeOrder(tx, claims, shopper, request);
          return { status: 201, data: presentOrder(order), subject: order.documentId };
        }),
      );
    },

    async list(ctx: Context) {
      const caller = await identify(strapi, ctx);
      const { page, pageSize } = validate(pageSchema, ctx.query);
      if (caller.kind === 'guest') {
        if (caller.orderId === undefined) throw unauthenticated();
        const order = await orderBy(databaseOf(strapi), caller.orderId);
        answerPage(ctx, order === undefined ? [] : [order], 1, { page: 1, pageSize });
        return;
      }
      if (caller.kind !== 'customer') {
        throw new Refusal('FORBIDDEN', 'This list is a customer’s own.');
      }
      const { orders, total } = await ordersOf(strapi, caller.userId, { page, pageSize });
      answerPage(ctx, orders, total, { page, pageSize });
    },

    async read(ctx: Context) {
      const { order } = await accessOrder(strapi, ctx, 'read');
      answer(ctx, 200, presentOrder(order));
    },

    async track(ctx: Context) {
      const { order } = await accessOrder(strapi, ctx, 'read');
      const history = await historyOf(databaseOf(strapi), order);
      answer(ctx, 200, {
        documentId: order.documentId,
        number: order.number,
        status: order.status,
        history,
        shipments: presentShipments(order),
      });
    },

    async cancel(ctx: Context) {
      const { note } = validate(cancelSchema, bodyOf(ctx));
      const access = await accessOrder(strapi, ctx, 'move');
      const options = { caller: access.key, route: 'PUT /api/orders/:id/cancel' };
      await mutation(ctx, databaseOf(strapi), options, (tx) => move(tx, access, 'cancelled', note));
    },

    async move(ctx: Context) {
      const { status, note } = validate(moveSchema, bodyOf(ctx));
      const access = await accessOrder(strapi, ctx, 'move');
      if (access.actor === 'customer') {
        throw new Refusal('FORBIDDEN', 'Only the shop moves an order; you may cancel it.');
      }
      const options = { caller: access.key, route: 'PUT /api/orders/:id/status' };
      await mutation(ctx, databaseOf(strapi), options, (tx) => move(tx, access, status, note));
    },
  };
};

function answerPage(
  ctx: Context,
  orders: readonly Order[],
  total: number,
  { page, pageSize }: { page: number; pageSize: number },
): void {
  const pageCount = Math.ceil(total / pageSize);
  answer(ctx, 200, orders.map(presentOrder), {
    pagination: { page, pageSize, pageCount, total },
  });
}

function unauthenticated(): Refusal {
  return new Refusal('UNAUTHENTICATED', 'Sign in, or send the X-Order-Token of an order.');
}
