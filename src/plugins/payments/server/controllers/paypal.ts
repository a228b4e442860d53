import type { Core } from '@strapi/strapi';
import type { Context } from 'koa';
import { bodyOf, validate } from '../../../kernel/server/contract';
import { receiveMessage } from '../services/inbox/receive-message';
import { askPayment } from '../services/paying/ask-payment';
import { startPayment } from '../services/paying/start-payment';
import { paypalCaptureSchema, startSchema } from './schemas';

const METHOD = 'paypal';

export default ({ strapi }: { strapi: Core.Strapi }) => ({
  async createOrder(ctx: Context) {
    const request = validate(startSchema, bodyOf(ctx));
    const route = 'POST /api/payments/paypal/create-order';
    await startPayment(strapi, ctx, { ...request, method: METHOD, route });
  },

  /** The shopper comes back from PayPal: an approved order is captured, whoever asks first. */
  async capture(ctx: Context) {
    const { orderId, paypalOrderId } = validate(paypalCaptureSchema, bodyOf(ctx));
    await askPayment(strapi, ctx, {
      method: METHOD,
      orderId,
      reference: paypalOrderId,
      route: 'POST /api/payments/paypal/capture',
      keyRequired: true,
    });
  },

  async webhook(ctx: Context) {
    await receiveMessage(strapi, ctx, METHOD);
    ctx.status = 200;
    ctx.body = { received: true };
  },
});
