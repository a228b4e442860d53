import type { Core } from '@strapi/strapi';
import type { Context, Next } from 'koa';

const COUPON = 'api::coupon.coupon';

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
  // Strapi keeps what it has parsed, and reads that again.
  const query = ctx.query as Record<string, unknown>;
  for (const name of ['page', 'pageSize']) {
    if (!(name in query)) continue;
    query.pagination = { ...(query.pagination as object | undefined), [name]: query[name] };
    delete query[name];
  }
  return next();
}
