import type { Core, UID } from '@strapi/strapi';
import findMyWay from 'find-my-way';
import { directRoutesOf } from '../http/routes';
import { publicTypes } from '../services/public-types';
import type { Conditions } from './public-type';

type Params = Readonly<Record<string, string | undefined>>;

/** A route on which anybody may read documents of one public type. */
export interface PublicRoute {
  /** From the root, such as `/api/categories/:id/products`. */
  path: string;
  /** The type's uid. */
  type: string;
  kind: 'list' | 'one';
  /** What a list has to fulfil beside what the caller asks, in Strapi's notation. */
  condition?: (params: Params) => Promise<Conditions>;
}

export interface FoundRead {
  route: PublicRoute;
  params: Params;
}

/** The routes of all public reads of this process. */
export interface PublicRoutes {
  add(route: PublicRoute): void;
  /** The public read that a path asks for. To be called once every plugin is registered. */
  find(path: string): FoundRead | undefined;
}

/**
 * Makes the table of the paths of public reads; it is filled at the first request, when all types
 * are there.
 */
export function createPublicRoutes({ strapi }: { strapi: Core.Strapi }): PublicRoutes {
  const added: PublicRoute[] = [];
  let router: ReturnType<typeof findMyWay> | undefined;

  const fill = () => {
    // As Strapi's router, which takes a path in any case.
    const filled = findMyWay({ ignoreTrailingSlash: true, caseSensitive: false });
    const generated = publicTypes(strapi).all.flatMap(({ uid }): PublicRoute[] => {
      const path = `/api/${pluralNameOf(strapi, uid)}`;
      return [
        { path, type: uid, kind: 'list' },
        { path: `${path}/:id`, type: uid, kind: 'one' },
      ];
    });
    // What has a route of its own is none of these: `/api/products/search` is no product.
    for (const { method, path } of directRoutesOf(strapi)) {
      if (method === 'GET') filled.on('GET', path, () => undefined);
    }
    for (const route of [...generated, ...added]) {
      if (!filled.hasRoute('GET', route.path)) filled.on('GET', route.path, () => undefined, route);
    }
    return filled;
  };

  return {
    add: (route) => added.push(route),
    find(path) {
      const found = (router ??= fill()).find('GET', path);
      const route = found?.store as PublicRoute | null | undefined;
      return found && route ? { route, params: found.params } : undefined;
    },
  };
}

/** The paths of this process' public reads. */
export function publicRoutesOf(strapi: Core.Strapi): PublicRoutes {
  return strapi.plugin('kernel').service('public-routes') as PublicRoutes;
}

/**
 * Adds a list of a public type on a path of its own, with one more condition: pages, order, filters
 * and populate are those of the type's own list. Whoever may read that may read this. To be called
 * in a plugin's `register`: routes of `src/api` come later and do not take the path.
 *
 * @param path below `/api`
 */
export function addPublicList(
  strapi: Core.Strapi,
  pluginName: string,
  {
    path,
    type,
    condition,
  }: { path: string; type: string; condition: (params: Params) => Promise<Conditions> },
): void {
  publicRoutesOf(strapi).add({ path: `/api${path}`, type, kind: 'list', condition });
  const publicReads = strapi.middleware('plugin::kernel.public-reads')(
    { type },
    { strapi },
  ) as Core.MiddlewareHandler;
  strapi.server.routes({
    type: 'content-api',
    prefix: '',
    routes: [
      {
        path,
        method: 'GET',
        handler: `${type}.find`,
        config: { auth: { scope: [`${type}.find`] }, middlewares: [publicReads] },
        info: { pluginName, type: 'content-api' },
      },
    ],
  });
}

function pluralNameOf(strapi: Core.Strapi, uid: string): string {
  return strapi.contentType(uid as UID.ContentType).info.pluralName;
}
