import type { Core } from '@strapi/strapi';
import findMyWay, { type HTTPMethod } from 'find-my-way';
import type { Next } from 'koa';
import { idempotencyKeyOf } from '../http/answer';
import { readJsonBody, readRawBody } from '../http/json-body';
import { directRoutesOf, type DirectRoute } from '../http/routes';
import { SECURITY_HEADERS } from '../http/security-headers';
import requestLimits from './request-limits';
import type { RoutedContext } from './requests';

/**
 * The short way of the custom routes: from here straight to their controllers, without Strapi's
 * parsers of sessions, forms and files and without a search through all of its routes, which
 * together cost more than most of what the controllers do. Stands behind what holds for every
 * answer: the log, errors and CORS. What is not JSON goes the long way to the same controllers.
 */
export default (_config: unknown, { strapi }: { strapi: Core.Strapi }) => {
  // As Strapi's router: `/api/cart/items/` is the list and no item without a name.
  const router = findMyWay({ ignoreTrailingSlash: true });
  for (const route of directRoutesOf(strapi)) {
    router.on(route.method, route.path, () => undefined, route);
  }
  const limits = requestLimits();

  return async (ctx: RoutedContext, next: Next): Promise<void> => {
    const found = router.find(ctx.method as HTTPMethod, ctx.path);
    const route = found?.store as DirectRoute | null | undefined;
    if (!found || !route) {
      await next();
      return;
    }
    const hasBody = ctx.is('json');
    // `null` is no body at all, `false` one of another kind.
    if (hasBody === false && !route.takesRawBody) {
      await next();
      return;
    }
    ctx._matchedRoute = route.path;
    ctx.set(SECURITY_HEADERS);
    if (route.takesRawBody) await readRawBody(ctx);
    else if (hasBody !== null) await readJsonBody(ctx);
    ctx.params = found.params;
    await limits(ctx, async () => {
      // Before a body is looked at: what a key must be like is the same on every route. What other
      // systems send as they please, in raw bodies, may have keys that mean something to them alone.
      if (route.method !== 'GET' && !route.takesRawBody) idempotencyKeyOf(ctx);
      await route.handle(ctx);
    });
  };
};
