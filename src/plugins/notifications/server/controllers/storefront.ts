import type { Core } from '@strapi/strapi';
import type { Context } from 'koa';
import { z } from 'zod';
import {
  callerKey,
  emailAddress,
  identify,
  requireCustomer,
  type Caller,
} from '../../../accounts/server/contract';
import {
  answer,
  bodyOf,
  databaseOf,
  dukaConfig,
  idOfToken,
  invalid,
  mutation,
  Refusal,
  textOf,
  validate,
} from '../../../kernel/server/contract';
import type { Marketing } from '../domain/kinds';
import { limitsOf } from '../services/limits';
import { forgetBrowser, noteBrowser } from '../services/recipients/browsers';
import {
  changePreferences,
  preferencesOf,
  presentPreferences,
  unsubscribeBy,
} from '../services/recipients/preferences';
import { subscribeTo } from '../services/recipients/subscribe-to';
import { unsubscribePage } from '../services/recipients/unsubscribe-page';
import { receiveEvents } from '../services/sending/receive-events';

const language = z.string().regex(/^[a-z]{2}(-[A-Z]{2})?$/, 'must be a language, such as en or sw');
const wishBody = z.strictObject({
  sku: textOf(255),
  email: emailAddress.optional(),
  storeId: textOf(64).optional(),
  language: language.optional(),
});
const preferencesBody = z.strictObject({
  language: language.optional(),
  abandonedCart: z.boolean().optional(),
  backInStock: z.boolean().optional(),
  priceDrop: z.boolean().optional(),
});
const base64url = (most: number) =>
  z
    .string()
    .regex(/^[\w-]+=*$/)
    .max(most);
const endpoint = z.url({ protocol: /^https?$/, error: 'must be the address of a push service' });
const browserBody = z.object({
  endpoint: endpoint.max(2_000),
  keys: z.object({ p256dh: base64url(200), auth: base64url(100) }),
});
const tokenQuery = z.object({ token: z.string().min(1).max(512) });

export default ({ strapi }: { strapi: Core.Strapi }) => {
  const wish = async (ctx: Context, kind: Marketing, route: string) => {
    await limitsOf(strapi).wishes(ctx);
    const caller = await identify(strapi, ctx);
    const body = validate(wishBody, bodyOf(ctx));
    const email = body.email ?? (caller.kind === 'customer' ? caller.email : undefined);
    if (email === undefined) {
      throw invalid([{ path: ['email'], message: 'is needed: nobody is signed in' }]);
    }
    await mutation(ctx, databaseOf(strapi), { caller: callerKey(caller), route }, async (tx) => ({
      status: 201,
      data: await subscribeTo(strapi, tx, kind, { ...body, email }),
    }));
  };

  const tokenOf = (ctx: Context): string => {
    const id = idOfToken(strapi, 'unsubscribe', validate(tokenQuery, ctx.query).token);
    if (id === undefined) throw new Refusal('NOT_FOUND', 'This link does not lead anywhere.');
    return id;
  };

  return {
    backInStock: (ctx: Context) =>
      wish(ctx, 'backInStock', 'POST /api/notifications/back-in-stock'),

    priceDrop: (ctx: Context) => wish(ctx, 'priceDrop', 'POST /api/notifications/price-drop'),

    async readPreferences(ctx: Context) {
      const { email } = await requireCustomer(strapi, ctx);
      answer(ctx, 200, presentPreferences(await preferencesOf(databaseOf(strapi), email)));
    },

    async changePreferences(ctx: Context) {
      const caller = await requireCustomer(strapi, ctx);
      const wanted = validate(preferencesBody, bodyOf(ctx));
      const options = {
        caller: callerKey(caller),
        route: 'PUT /api/notifications/preferences',
      };
      await mutation(ctx, databaseOf(strapi), options, async (tx) => ({
        status: 200,
        data: presentPreferences(await changePreferences(tx, caller.email, wanted)),
      }));
    },

    /** For people; a link that is merely looked at, as scanners of mail do, changes nothing. */
    unsubscribePage(ctx: Context) {
      tokenOf(ctx);
      unsubscribePage(ctx, 'ask');
    },

    /** For programs of mail, by one click (RFC 8058), and for the page above. */
    async unsubscribe(ctx: Context) {
      const id = tokenOf(ctx);
      const options = {
        caller: 'anonymous',
        route: 'POST /api/notifications/unsubscribe',
        body: { id },
      };
      await mutation(ctx, databaseOf(strapi), options, async (tx) => {
        await unsubscribeBy(tx, id);
        return { status: 200, data: { unsubscribed: true } };
      });
      if (ctx.accepts('json', 'html') === 'html') unsubscribePage(ctx, 'done');
    },

    pushKey(ctx: Context) {
      answer(ctx, 200, { publicKey: pushSettings(strapi).publicKey });
    },

    async subscribeBrowser(ctx: Context) {
      pushSettings(strapi);
      await limitsOf(strapi).wishes(ctx);
      const caller = await identify(strapi, ctx);
      const owner = ownerOf(caller);
      const { endpoint: address, keys } = validate(browserBody, bodyOf(ctx));
      const options = {
        caller: callerKey(caller),
        route: 'POST /api/notifications/push/subscriptions',
      };
      await mutation(ctx, databaseOf(strapi), options, async (tx) => {
        await noteBrowser(tx, { endpoint: address, ...keys }, owner);
        return { status: 201, data: { endpoint: address } };
      });
    },

    async unsubscribeBrowser(ctx: Context) {
      const { endpoint: address } = validate(z.object({ endpoint }), bodyOf(ctx));
      const options = {
        caller: 'anonymous',
        route: 'DELETE /api/notifications/push/subscriptions',
      };
      await mutation(ctx, databaseOf(strapi), options, async (tx) => {
        await forgetBrowser(tx, address);
        return { status: 200, data: { endpoint: address } };
      });
    },

    async sendgridEvents(ctx: Context) {
      await receiveEvents(strapi, ctx);
      ctx.status = 204;
    },
  };
};

function pushSettings(strapi: Core.Strapi) {
  const { push } = dukaConfig(strapi).notifications;
  if (push === undefined) throw new Refusal('NOT_FOUND', 'This shop sends no notices by web push.');
  return push;
}

/** Whose orders a browser is told of: the customer's, or the one whose token a guest has. */
function ownerOf(caller: Caller): { customerId: number } | { orderId: string } {
  if (caller.kind === 'customer') return { customerId: caller.userId };
  if (caller.kind === 'guest' && caller.orderId !== undefined) return { orderId: caller.orderId };
  throw new Refusal('UNAUTHENTICATED', 'Sign in, or send the X-Order-Token of an order.');
}
