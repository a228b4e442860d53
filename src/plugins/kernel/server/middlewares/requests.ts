import type { Core } from '@strapi/strapi';
import type { Context, Next } from 'koa';
import { newActivity, within } from '../sight/activity';
import { openTraffic } from '../sight/traffic';

/** The route of a request that no route was found for: unknown paths share it, for there is no end of them. */
const NO_ROUTE = 'none';

/** What `direct-routes` leaves behind, and Strapi's router under the name that it has for it. */
export interface RoutedContext extends Context {
  _matchedRoute?: string | RegExp;
}

/**
 * The frame of every request: gives it a correlation id (the caller's `X-Request-Id` where it is
 * sane), counts it and writes its line of the log. The line holds the route's template and never the
 * address, for tokens stand in addresses.
 */
export default (_config: unknown, { strapi }: { strapi: Core.Strapi }) => {
  const traffic = openTraffic(strapi);

  return async (ctx: RoutedContext, next: Next): Promise<void> => {
    const began = performance.now();
    const activity = newActivity(ctx.get('X-Request-Id') || undefined);
    ctx.set('X-Request-Id', activity.correlation);
    await within(activity, next);
    const request = {
      method: ctx.method,
      route: routeOf(ctx),
      status: ctx.status,
      milliseconds: performance.now() - began,
    };
    traffic.count(request, activity);
    if (strapi.log.isLevelEnabled('http')) {
      const { method, route, status, milliseconds } = request;
      const ms = Math.round(milliseconds * 10) / 10;
      const { correlation } = activity;
      strapi.log.http({ message: 'request', method, route, status, ms, correlation });
    }
  };
};

/**
 * The template of the route that answered, such as `/api/products/:id`. What begins otherwise are
 * the patterns by which Strapi serves files and stands before its routes.
 */
export function routeOf({ _matchedRoute: route }: RoutedContext): string {
  return typeof route === 'string' && /^\/\w/.test(route) ? route : NO_ROUTE;
}
