import type { Core } from '@strapi/strapi';
import type { Context } from 'koa';
import { bodyOf, validate } from '../../../kernel/server/contract';
import { receiveMessage } from '../services/inbox/receive-message';
import { askPayment } from '../services/paying/ask-payment';
import { startPayment } from '../services/paying/start-payment';
import { confirmSchema, startSchema } from './schemas';

const METHOD = 'stripe';

export default ({ strapi }: { strapi: Core.Strapi }) => ({
  async createIntent(ctx: Context) {
    const request = validate(startSchema, bodyOf(ctx));
    const route = 'POST /api/payments/stripe/create-intent';
    await startPayment(strapi, ctx, { ...request, method: METHOD, route });
  },

  async confirm(ctx: Context) {
    const { orderId, intentId } = validate(confirmSchema, bodyOf(ctx));
    await askPayment(strapi, ctx, {
      method: METHOD,
      orderId,
      reference: intentId,
      route: 'POST /api/payments/stripe/confirm',
      keyRequired: false,
    });
  },

  async webhook(ctx: Context) {
    await receiveMessage(strapi, ctx, METHOD);
    ctx.status = 200;
    ctx.body = { received: true };
  },
});
