import type { Core } from '@strapi/strapi';

const routes = [
  { method: 'GET', path: '/stores/nearby', handler: 'nearby.find', config: { auth: false } },
  {
    method: 'GET',
    path: '/stores/:id/availability',
    handler: 'stock.availability',
    config: { auth: false },
  },
  { method: 'PUT', path: '/stores/:id/stock', handler: 'stock.update', config: { auth: false } },
] as const;

/**
 * Registers this room's routes before those of `src/api`, which would take `/stores/…` for theirs.
 * `auth: false` leaves out Strapi's authentication: who may call is asked of `accounts`.
 */
export function registerRoutes(strapi: Core.Strapi): void {
  strapi.server.routes({
    type: 'content-api',
    prefix: '',
    routes: routes.map((route) => ({
      ...route,
      handler: `plugin::inventory.${route.handler}`,
      info: { pluginName: 'inventory', type: 'content-api' },
    })),
  });
}
