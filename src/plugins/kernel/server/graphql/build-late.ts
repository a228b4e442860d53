import type { Core } from '@strapi/strapi';
import { parse, type ParseOptions } from 'graphql';
import compose from 'koa-compose';
import type { Context, Middleware, Next } from 'koa';
import { isVisitor } from '../public-reads/caller';
import { faultOfFragments } from './fragments';

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
  const { parseOptions: parsing = {} } = strapi.config.get<{ parseOptions?: ParseOptions }>(
    'plugin::graphql.apolloServer',
    {},
  );

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
    const all = built.flatMap(({ handler }) => handler);
    // Apollo is the last of them, and right before it stands Strapi's authentication.
    return compose(all.map((each, at) => (at === all.length - 2 ? unlessVisitor(each) : each)));
  };

  let ready: Promise<Middleware> | undefined;
  graphql.bootstrap = () => {
    server.routes([
      {
        method: 'ALL',
        path: strapi.config.get<string>('plugin::graphql.endpoint'),
        handler: async (ctx: Context, next: Next): Promise<void> => {
          if (!refuseFragments(ctx, parsing)) await (await (ready ??= handlers()))(ctx, next);
        },
        config: { auth: false },
      } as never,
    ]);
    return Promise.resolve();
  };
}

/**
 * Does not look up a visitor without credentials: public types are read by anybody, in GraphQL as in
 * REST, and nothing else is in the schema.
 */
function unlessVisitor(authenticate: Middleware): Middleware {
  return (ctx, next) => {
    if (!isVisitor(ctx)) return authenticate(ctx, next) as unknown;
    (ctx.state as { auth?: object }).auth = VISITOR;
    return next();
  };
}

/** What Strapi would have found out of a caller: nobody, to whom nothing of the schema is closed. */
const VISITOR = { strategy: { verify: () => undefined }, credentials: null, ability: null };

/** Refuses a query whose fragments GraphQL's rules cannot be given; the others Apollo answers itself. */
function refuseFragments(ctx: Context, parsing: ParseOptions): boolean {
  const { body } = ctx.request as { body?: { query?: unknown } | null };
  const query = ctx.method === 'GET' ? new URLSearchParams(ctx.search).get('query') : body?.query;
  if (typeof query !== 'string' || !query.includes('...')) return false;
  const message = faultOf(query, parsing);
  if (message === undefined) return false;
  ctx.status = 400;
  ctx.body = { errors: [{ message, extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }] };
  return true;
}

function faultOf(query: string, parsing: ParseOptions): string | undefined {
  try {
    return faultOfFragments(parse(query, parsing));
  } catch {
    // Apollo says what is wrong with its syntax.
    return undefined;
  }
}
