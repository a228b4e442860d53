import type { Core } from '@strapi/strapi';

/** Method, path below `/api`, and `controller.action` of the plugin. */
export type CustomRoute = readonly [
  method: 'GET' | 'POST' | 'PUT' | 'DELETE',
  path: string,
  handler: string,
];

/**
 * Registers a plugin's routes of the HTTP contract. Call it in the plugin's `register`: routes of
 * `src/api` and of Strapi's plugins come later and do not take the path. Strapi's own authentication
 * is off on them, for it would turn guests away; the controllers ask `accounts` who is calling.
 */
export function registerRoutes(
  strapi: Core.Strapi,
  pluginName: string,
  routes: readonly CustomRoute[],
): void {
  strapi.server.routes({
    type: 'content-api',
    prefix: '',
    routes: routes.map(([method, path, handler]) => ({
      method,
      path,
      handler,
      config: { auth: false },
      info: { pluginName, type: 'content-api' },
    })),
  });
}
