import type { Core } from '@strapi/strapi';
import type { Context } from 'koa';
import { requireOperator } from '../../../accounts/server/contract';
import { answer, bodyOf, paginationOf, validate } from '../../../kernel/server/contract';
import type { MessageKind } from '../domain/inbound';
import { messagesPage, workAgain } from '../services/messages';
import { MANAGE, READ } from '../services/permissions';
import { receive } from '../services/receive';
import { presentMessage } from './present';
import { endpointParams, messagesQuery } from './schemas';

/** What other systems tell the shop. */
export default ({ strapi }: { strapi: Core.Strapi }) => {
  const take = (kind: MessageKind) => async (ctx: Context) => {
    const headers = {
      id: ctx.get('webhook-id'),
      timestamp: ctx.get('webhook-timestamp'),
      signature: ctx.get('webhook-signature'),
    };
    const body = bodyOf(ctx);
    const raw = Buffer.isBuffer(body) ? body : Buffer.alloc(0);
    const { id, isNew } = await receive(strapi, { kind, headers, body: raw });
    answer(ctx, 202, { id, duplicate: !isNew });
  };

  return {
    products: take('product-updated'),
    inventory: take('inventory-updated'),
    promotions: take('promotion-updated'),

    async list(ctx: Context): Promise<void> {
      await requireOperator(strapi, ctx, READ);
      const wanted = validate(messagesQuery, ctx.query);
      const { messages, total } = await messagesPage(strapi, wanted);
      answer(ctx, 200, messages.map(presentMessage), { pagination: paginationOf(wanted, total) });
    },

    async work(ctx: Context): Promise<void> {
      await requireOperator(strapi, ctx, MANAGE);
      const { id } = validate(endpointParams, ctx.params);
      await workAgain(strapi, id);
      answer(ctx, 202, { documentId: id, state: 'received' });
    },
  };
};
