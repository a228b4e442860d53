import type { Core } from '@strapi/strapi';
import type { Context } from 'koa';

/**
 * Method, path below the base (`/api` unless told), and `controller.action` of the plugin. With `raw` its
 * body comes as a Buffer, byte for byte, whatever its type: what is signed cannot be parsed and written
 * again.
 */
export type CustomRoute = readonly [
  method: 'GET' | 'POST' | 'PUT' | 'DELETE',
  path: string,
  handler: string,
  body?: 'raw',
];

/** A custom route as the short way of `middlewares/direct-routes.ts` serves it. */
export interface DirectRoute {
  method: CustomRoute[0];
  /** From the root, such as `/api/cart/items/:itemId`. */
  path: string;
  takesRawBody: boolean;
  /** Runs the controller's action. */
  handle(ctx: Context): Promise<unknown>;
}

const directRoutes = new WeakMap<Core.Strapi, DirectRoute[]>();

/**
 * Registers a plugin's routes of the HTTP contract. Call it in the plugin's `register`: routes of
 * `src/api` and of Strapi's plugins come later and do not take the path. Strapi's own authentication
 * is off on them, for it would turn guests away; the controllers ask `accounts` who is calling.
 */
export function registerRoutes(
  strapi: Core.Strapi,
  pluginName: string,
  routes: readonly CustomRoute[],
  base: '/api' | '' = '/api',
): void {
  // Those of the panel's type stand at the root.
  const type = base === '/api' ? 'content-api' : 'admin';
  strapi.server.routes({
    type,
    prefix: '',
    routes: routes.map(([method, path, handler]) => ({
      method,
      path,
      handler,
      config: { auth: false },
      info: { pluginName, type },
    })),
  });
  const known = directRoutesOf(strapi);
  for (const [method, path, handler, body] of routes) {
    const [controller = '', action = ''] = handler.split('.');
    known.push({
      method,
      path: `${base}${path}`,
      takesRawBody: body === 'raw',
      handle: (ctx) => {
        const actions = strapi.plugin(pluginName).controller(controller);
        return Promise.resolve(actions[action]?.(ctx, () => Promise.resolve()));
      },
    });
  }
  directRoutes.set(strapi, known);
}

/** The custom routes of all plugins, once every plugin is registered. */
export function directRoutesOf(strapi: Core.Strapi): DirectRoute[] {
  return directRoutes.get(strapi) ?? [];
}
