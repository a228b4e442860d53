import type { Core } from '@strapi/strapi';
import type { Context, Next } from 'koa';
import { z } from 'zod';
import { pageQuery, validate } from '../../../kernel/server/contract';

const COUPON = 'api::coupon.coupon';

/** Without defaults: Strapi has its own. */
const givenPage = z.object({
  page: pageQuery.page.unwrap().optional(),
  pageSize: pageQuery.pageSize.unwrap().optional(),
});

/**
 * Coupons at the back office's address: Strapi's own actions with their rights and checks, called as
 * the other routes there are, with bare bodies, `page` and `pageSize`.
 */
export function registerRoutes(strapi: Core.Strapi): void {
  const route = (method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, action: string) => ({
    method,
    path: `/admin/coupons${path}`,
    handler: `${COUPON}.${action}`,
    config: { auth: { scope: [`${COUPON}.${action}`] }, middlewares: [asStrapiSaysIt] },
    info: { pluginName: 'pricing', type: 'content-api' as const },
  });
  strapi.server.routes({
    type: 'content-api',
    prefix: '',
    routes: [
      route('GET', '', 'find'),
      route('POST', '', 'create'),
      route('GET', '/:id', 'findOne'),
      route('PUT', '/:id', 'update'),
      route('DELETE', '/:id', 'delete'),
    ],
  });
}

function asStrapiSaysIt(ctx: Context, next: Next): Promise<void> {
  const request = ctx.request as { body?: unknown };
  const { body } = request;
  if (typeof body === 'object' && body !== null && !('data' in body)) request.body = { data: body };
  const pagination = validate(givenPage, ctx.query);
  // Strapi keeps what it has parsed, and reads that again.
  const query = ctx.query as Record<string, unknown>;
  delete query.page;
  delete query.pageSize;
  if (Object.keys(pagination).length > 0) query.pagination = pagination;
  return next();
}
