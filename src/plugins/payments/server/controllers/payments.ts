import type { Core } from '@strapi/strapi';
import type { Context } from 'koa';
import {
  answer,
  bodyOf,
  databaseOf,
  mutation,
  outsideMutation,
  Refusal,
  validate,
} from '../../../kernel/server/contract';
import { accessOrder } from '../../../orders/server/contract';
import { HANDED_BACK } from '../cash/provider';
import type { Money } from '../domain/provider';
import { accessMoney, nameOf } from '../services/access';
import { lookInto, lookIntoMessage } from '../services/inbox/look-into';
import { workAgain } from '../services/inbox/work-again';
import { openBooks } from '../services/ledger/books';
import { presentMoney } from '../services/ledger/present';
import { collectCash } from '../services/paying/collect-cash';
import { dueFor, offeredMethods } from '../services/paying/offered-methods';
import { startPayment } from '../services/paying/start-payment';
import { APPROVE, COLLECT, LOOK_INTO, REFUND, WORK_INBOX } from '../services/permissions';
import { approvalLimitOf, canGiveBack, requestRefund } from '../services/refunds/request-refund';
import {
  bookHandedBack,
  decideRefund,
  orderOfRefund,
  presentRefund,
  runRefunds,
} from '../services/refunds/run-refunds';
import { takeBackUnpaid } from '../services/refunds/take-back-unpaid';
import { requireOperator } from '../../../accounts/server/contract';
import {
  cashSchema,
  idParams,
  lookedIntoSchema,
  messageLookedIntoSchema,
  methodsQuery,
  orderParams,
  refundSchema,
  refusedSchema,
  startOfOrderSchema,
} from './schemas';

export default ({ strapi }: { strapi: Core.Strapi }) => {
  const database = databaseOf(strapi);

  const refundOf = async (ctx: Context, orderId: string, route: string): Promise<void> => {
    const body = validate(refundSchema, bodyOf(ctx));
    const { order, operator, key } = await accessMoney(strapi, ctx, REFUND, orderId);
    const request = {
      ...body,
      order,
      by: nameOf(operator),
      approvalAbove: approvalLimitOf(strapi),
      canGiveBack: (method: string, sum: Money) => canGiveBack(strapi, method, sum),
    };
    await outsideMutation(
      ctx,
      database,
      { caller: key, route, keyRequired: true },
      {
        claim: (tx, requestKey) => requestRefund(tx, request, requestKey),
        async finish(operationIds) {
          const refunds = await runRefunds(strapi, operationIds, HANDED_BACK);
          return { status: 201, data: presentRefund(refunds) };
        },
      },
    );
  };

  return {
    /** What the caller's cart, or an order that is named, can be paid with now. */
    async methods(ctx: Context) {
      const { orderId } = validate(methodsQuery, ctx.query);
      answer(ctx, 200, offeredMethods(strapi, await dueFor(strapi, ctx, orderId)));
    },

    async status(ctx: Context) {
      const { orderId } = validate(orderParams, ctx.params);
      const { order } = await accessOrder(strapi, ctx, 'read', orderId);
      const books = await database.transaction((tx) => openBooks(tx, order.documentId));
      answer(ctx, 200, presentMoney(books));
    },

    /** Begins to pay the order of the path, whatever the method. */
    async start(ctx: Context) {
      const { id: orderId } = validate(idParams, ctx.params);
      const request = validate(startOfOrderSchema, bodyOf(ctx));
      await startPayment(strapi, ctx, {
        ...request,
        orderId,
        route: 'POST /api/orders/:id/payment',
      });
    },

    async refund(ctx: Context) {
      const { orderId } = validate(orderParams, ctx.params);
      await refundOf(ctx, orderId, 'POST /api/payments/:orderId/refund');
    },

    async refundOrder(ctx: Context) {
      const { id } = validate(idParams, ctx.params);
      await refundOf(ctx, id, 'POST /api/orders/:id/refund');
    },

    async collect(ctx: Context) {
      const { orderId } = validate(orderParams, ctx.params);
      const { amount } = validate(cashSchema, bodyOf(ctx));
      const { order, operator, key } = await accessMoney(strapi, ctx, COLLECT, orderId);
      const options = { caller: key, route: 'POST /api/payments/:orderId/cash', keyRequired: true };
      await mutation(ctx, database, options, async (tx) => {
        const by = nameOf(operator);
        const paymentId = await collectCash(tx, { orderId: order.documentId, amount, by });
        const books = await openBooks(tx, order.documentId);
        return { status: 201, data: { paymentId, ...presentMoney(books) } };
      });
    },

    /** Nobody took the goods, nor paid for them: they are back in their stores. */
    async refused(ctx: Context) {
      const { orderId } = validate(orderParams, ctx.params);
      const { reason } = validate(refusedSchema, bodyOf(ctx));
      const { order, operator, key } = await accessMoney(strapi, ctx, COLLECT, orderId);
      const options = { caller: key, route: 'POST /api/payments/:orderId/refused' };
      await mutation(ctx, database, options, async (tx) => {
        await takeBackUnpaid(tx, { order, reason, by: nameOf(operator) });
        return { status: 200, data: presentMoney(await openBooks(tx, order.documentId)) };
      });
    },

    async approve(ctx: Context) {
      await decide(ctx, 'approved');
    },

    async reject(ctx: Context) {
      await decide(ctx, 'rejected');
    },

    /** Cash that the shop owed, or what only a person could give back, was handed back. */
    async handedBack(ctx: Context) {
      const { id } = validate(idParams, ctx.params);
      await accessMoney(strapi, ctx, REFUND, await orderOfRefund(database, id));
      answer(ctx, 200, presentRefund(await bookHandedBack(strapi, id)));
    },

    /** Works a message of the inbox again; it is safe, for what was settled stays settled. */
    async workMessage(ctx: Context) {
      const { id } = validate(idParams, ctx.params);
      await requireOperator(strapi, ctx, WORK_INBOX);
      const message = await workAgain(strapi, id);
      if (message === undefined) throw new Refusal('NOT_FOUND', 'There is no such message.');
      answer(ctx, 200, message);
    },

    /** Somebody has looked into a message that nobody could make sense of. */
    async messageLookedInto(ctx: Context) {
      const { id: messageId } = validate(idParams, ctx.params);
      const { note = null } = validate(messageLookedIntoSchema, bodyOf(ctx));
      const by = nameOf(await requireOperator(strapi, ctx, WORK_INBOX));
      const message = await lookIntoMessage(database, { messageId, by, note });
      if (message === undefined) throw new Refusal('NOT_FOUND', 'There is no such message.');
      answer(ctx, 200, message);
    },

    /** Somebody has looked into what a payment needed it for. */
    async lookedInto(ctx: Context) {
      const { id: paymentId } = validate(idParams, ctx.params);
      const { note = null, review: seen = null } = validate(lookedIntoSchema, bodyOf(ctx));
      const by = nameOf(await requireOperator(strapi, ctx, LOOK_INTO));
      answer(ctx, 200, await lookInto(database, { paymentId, by, note, seen }));
    },
  };

  async function decide(ctx: Context, decision: 'approved' | 'rejected'): Promise<void> {
    const { id } = validate(idParams, ctx.params);
    const operator = await requireOperator(strapi, ctx, APPROVE);
    await decideRefund(strapi, { operationId: id, decision, by: operator });
    const refunds = decision === 'approved' ? await runRefunds(strapi, [id], HANDED_BACK) : [];
    answer(
      ctx,
      200,
      refunds.length > 0 ? presentRefund(refunds) : { refundId: id, status: 'rejected' },
    );
  }
};
