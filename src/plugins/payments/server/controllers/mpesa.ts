import type { Core } from '@strapi/strapi';
import type { Context } from 'koa';
import { bodyOf, validate } from '../../../kernel/server/contract';
import { receiveMessage } from '../services/inbox/receive-message';
import { startPayment } from '../services/paying/start-payment';
import { validatePaymentByHand } from '../services/paying/validate-payment-by-hand';
import { startSchema, tokenParams } from './schemas';

const METHOD = 'mpesa';

export default ({ strapi }: { strapi: Core.Strapi }) => ({
  async push(ctx: Context) {
    const request = validate(startSchema, bodyOf(ctx));
    const route = 'POST /api/payments/mpesa/stk-push';
    await startPayment(strapi, ctx, { ...request, method: METHOD, route });
  },

  /** What Daraja tells: of a prompt, a refund, a question or a payment by hand. */
  async told(ctx: Context) {
    await receiveMessage(strapi, ctx, METHOD);
    answerDaraja(ctx, 0, 'Accepted');
  },

  /** Whether a payment by hand may be made; nothing comes of it but the answer. */
  async validate(ctx: Context) {
    const { token } = validate(tokenParams, ctx.params);
    const code = await validatePaymentByHand(strapi, token, bodyOf(ctx));
    answerDaraja(ctx, code, code === '0' ? 'Accepted' : 'Rejected');
  },
});

/** Daraja reads its own words only. */
function answerDaraja(ctx: Context, code: number | string, words: string): void {
  ctx.status = 200;
  ctx.body = { ResultCode: code, ResultDesc: words };
}
