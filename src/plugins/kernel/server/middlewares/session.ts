import type { Core } from '@strapi/strapi';
import type { Middleware } from 'koa';

/**
 * Strapi's sessions, which its sign-in by other sites needs, where they are listed. Strapi's own puts
 * itself before every other middleware, so that each read of a cart opens and closes one.
 */
export default (config: object, { strapi }: { strapi: Core.Strapi }): Middleware => {
  const { app } = strapi.server;
  let session: Middleware | undefined;
  const server = { app, use: (middleware: Middleware) => (session = middleware) };
  const open = strapi.middleware('strapi::session') as unknown as (
    config: object,
    context: { strapi: { server: typeof server } },
  ) => void;
  open(config, { strapi: { server } });
  if (session === undefined) throw new Error('Strapi has no sessions');
  return session;
};
