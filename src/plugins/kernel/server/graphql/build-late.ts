import type { Core } from '@strapi/strapi';
import compose from 'koa-compose';
import type { Context, Middleware, Next } from 'koa';

/** What Strapi's GraphQL plugin registers when it is ready. */
type Registered = { handler: Middleware[] }[];

/**
 * Has Strapi build its GraphQL server at the first query instead of at every start, where it takes a
 * good part of the time and of the memory, also of those who never ask it anything. To be called
 * while plugins register.
 */
export function buildGraphqlLate(strapi: Core.Strapi): void {
  const graphql = strapi.plugin('graphql');
  const build = graphql.bootstrap.bind(graphql);
  const { server } = strapi;

  const handlers = async (): Promise<Middleware> => {
    const register = server.routes;
    let built: Registered = [];
    server.routes = (routes) => {
      built = routes as Registered;
      return server;
    };
    try {
      await build({ strapi });
    } finally {
      server.routes = register;
    }
    return compose(built.flatMap(({ handler }) => handler));
  };

  let ready: Promise<Middleware> | undefined;
  graphql.bootstrap = () => {
    server.routes([
      {
        method: 'ALL',
        path: strapi.config.get<string>('plugin::graphql.endpoint'),
        handler: async (ctx: Context, next: Next): Promise<void> => {
          await (
            await (ready ??= handlers())
          )(ctx, next);
        },
        config: { auth: false },
      } as never,
    ]);
    return Promise.resolve();
  };
}
