import type { UID } from '@strapi/strapi';

interface CoreRoute {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  path: string;
  handler: string;
  config: object;
}

/** A router as a file of `src/api/<type>/routes` gives it to Strapi. */
export interface CoreRouter {
  type: 'content-api';
  routes: CoreRoute[];
}

interface CollectionOptions {
  /** Whether what is published may be read by everybody, by the fast reads (public-reads). */
  isPublic?: boolean;
}

/**
 * Strapi's own five routes of a collection type, with its own controller behind them. Strapi's
 * `createCoreRouter` also describes each by a schema of every field and relation, for its OpenAPI file
 * alone; those of our types were a tenth of what a start costs.
 *
 * @param path below `/api`, such as `/products`
 */
export function collectionRoutes(
  type: UID.ContentType,
  path: `/${string}`,
  { isPublic = false }: CollectionOptions = {},
): CoreRouter {
  const reading = isPublic
    ? { middlewares: [{ name: 'plugin::kernel.public-reads', config: { type } }] }
    : {};
  return {
    type: 'content-api',
    routes: [
      { method: 'GET', path, handler: `${type}.find`, config: reading },
      { method: 'GET', path: `${path}/:id`, handler: `${type}.findOne`, config: reading },
      { method: 'POST', path, handler: `${type}.create`, config: {} },
      { method: 'PUT', path: `${path}/:id`, handler: `${type}.update`, config: {} },
      { method: 'DELETE', path: `${path}/:id`, handler: `${type}.delete`, config: {} },
    ],
  };
}

/** Strapi's own three routes of a single type, with its own controller behind them. */
export function singleTypeRoutes(type: UID.ContentType, path: `/${string}`): CoreRouter {
  return {
    type: 'content-api',
    routes: [
      { method: 'GET', path, handler: `${type}.find`, config: {} },
      { method: 'PUT', path, handler: `${type}.update`, config: {} },
      { method: 'DELETE', path, handler: `${type}.delete`, config: {} },
    ],
  };
}
