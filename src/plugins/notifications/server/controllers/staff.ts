import type { Core } from '@strapi/strapi';
import type { Context } from 'koa';
import { z } from 'zod';
import { callerKey, emailAddress, requireOperator } from '../../../accounts/server/contract';
import {
  answer,
  bodyOf,
  databaseOf,
  mutation,
  textOf,
  validate,
} from '../../../kernel/server/contract';
import { CHANNELS, KIND_NAMES } from '../domain/kinds';
import { LONGEST_TEMPLATE } from '../domain/template';
import { PREVIEW, RESEND, TEST } from '../services/permissions';
import { resendMessage } from '../services/queue/resend-message';
import { sendTest } from '../services/queue/send-test';
import { previewTemplate } from '../services/writing/preview-template';

const source = z.string().max(LONGEST_TEMPLATE);
const which = {
  kind: z.enum(KIND_NAMES, { error: 'must be a kind of message' }),
  channel: z.enum(CHANNELS).default('email'),
  language: z.string().max(5).default('en'),
};
const previewBody = z.strictObject({
  ...which,
  /** What is typed and not saved yet; without it, what is saved. */
  source: z.strictObject({ subject: source, text: source, html: source.default('') }).optional(),
});
const testBody = z.strictObject({ ...which, recipient: emailAddress });
const params = z.object({ id: textOf(64) });

export default ({ strapi }: { strapi: Core.Strapi }) => ({
  async preview(ctx: Context) {
    await requireOperator(strapi, ctx, PREVIEW);
    answer(ctx, 200, await previewTemplate(strapi, validate(previewBody, bodyOf(ctx))));
  },

  async test(ctx: Context) {
    const operator = await requireOperator(strapi, ctx, TEST);
    const body = validate(testBody, bodyOf(ctx));
    const options = {
      caller: callerKey(operator),
      route: 'POST /api/admin/message-templates/test',
    };
    await mutation(ctx, databaseOf(strapi), options, async (tx) => {
      await sendTest(tx, body);
      return { status: 202, data: { recipient: body.recipient } };
    });
  },

  async resend(ctx: Context) {
    const operator = await requireOperator(strapi, ctx, RESEND);
    const { id } = validate(params, ctx.params);
    const options = { caller: callerKey(operator), route: 'POST /api/admin/messages/:id/resend' };
    await mutation(ctx, databaseOf(strapi), options, async (tx) => {
      await resendMessage(tx, id);
      return { status: 202, data: { documentId: id } };
    });
  },
});
