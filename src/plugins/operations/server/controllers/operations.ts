import type { Core } from '@strapi/strapi';
import type { Context } from 'koa';
import { examineHealth } from '../services/examine-health';
import { expositionOf } from '../services/exposition';
import { requireOperator } from '../services/require-operator';

export default ({ strapi }: { strapi: Core.Strapi }) => ({
  /** Whether the process answers; asks nobody, so that a database that is away restarts no server. */
  alive(ctx: Context) {
    ctx.set('Cache-Control', 'no-store');
    ctx.body = { status: 'up' };
  },

  /** Each thing that the shop needs; 503 where one is down that it cannot do without. */
  async health(ctx: Context) {
    requireOperator(strapi, ctx);
    const health = await examineHealth(strapi);
    ctx.status = health.status === 'down' ? 503 : 200;
    ctx.set('Cache-Control', 'no-store');
    ctx.body = health;
  },

  async metrics(ctx: Context) {
    requireOperator(strapi, ctx);
    const { type, text } = await expositionOf(strapi).read();
    ctx.set('Cache-Control', 'no-store');
    ctx.type = type;
    ctx.body = text;
  },
});
