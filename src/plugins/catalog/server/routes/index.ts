import type { Core } from '@strapi/strapi';

const PRODUCT = 'api::product.product';

/**
 * Registers this room's routes before those of `src/api`, whose `/products/:id` would take `featured`
 * for an id. They read products, so whoever may do that may call them.
 */
export function registerRoutes(strapi: Core.Strapi): void {
  const publicReads = strapi.middleware('plugin::kernel.public-reads')(
    { type: PRODUCT },
    { strapi },
  ) as Core.MiddlewareHandler;
  const routes = [
    { path: '/products/featured', handler: 'plugin::catalog.products.featured' },
    { path: '/categories/:id/products', handler: 'plugin::catalog.products.ofCategory' },
  ];
  strapi.server.routes({
    type: 'content-api',
    prefix: '',
    routes: routes.map((route) => ({
      ...route,
      method: 'GET',
      config: { auth: { scope: [`${PRODUCT}.find`] }, middlewares: [publicReads] },
      info: { pluginName: 'catalog', type: 'content-api' },
    })),
  });
}
