import type { Core } from '@strapi/strapi';
import type { GraphQLSchema } from 'graphql';
import { readsAsPublic } from '../public-reads/caller';
import type { PublicType } from '../public-reads/public-type';
import { inNotation, inOrder } from '../public-reads/public-view';
import { publicTypes } from '../services/public-types';
import { limits } from './limits';
import { readOnlySchema } from './read-only-schema';

/** What we use of the services of Strapi's GraphQL plugin. */
interface ContentApi {
  buildSchema(): GraphQLSchema;
}
interface Shadow {
  disable(): unknown;
  disableMutations(): unknown;
  field(name: string): { disable(): unknown };
}
interface Extension {
  shadowCRUD(uid: string): Shadow;
  use(extension: { resolversConfig: Record<string, { middlewares: ResolverMiddleware[] }> }): void;
}
interface Naming {
  getTypeName(contentType: object): string;
  getFindOneQueryName(contentType: object): string;
  getFindQueryName(contentType: object): string;
  getFindConnectionQueryName(contentType: object): string;
}

type Arguments = Record<string, unknown> & { filters?: unknown; sort?: unknown };
interface ResolverContext {
  state: object;
  /** Where Strapi's resolvers of relations look up what the root was asked. */
  rootQueryArgsByPath?: Map<unknown, Arguments>;
}
interface ResolverInfo {
  path: { key: unknown; prev: object | undefined };
}
type Resolver = (
  parent: unknown,
  args: Arguments,
  context: ResolverContext,
  info: ResolverInfo,
) => unknown;
type ResolverMiddleware = (next: Resolver, ...call: Parameters<Resolver>) => unknown;

/**
 * Opens GraphQL for reading the public types and for nothing else, under the same rules as REST. To
 * be called while plugins register, before Strapi builds the schema.
 */
export function openGraphql(strapi: Core.Strapi): void {
  const graphql = strapi.plugin('graphql');
  const contentApi = graphql.service('content-api') as unknown as ContentApi;
  const extension = graphql.service('extension') as unknown as Extension;
  const { naming } = graphql.service('utils') as unknown as { naming: Naming };
  const { all, get, view } = publicTypes(strapi);

  const open = new Set<string>();
  const resolvers: Record<string, { middlewares: ResolverMiddleware[] }> = {};
  for (const type of all) {
    const contentType = strapi.contentType(type.uid as never) as object;
    const queries = [
      naming.getFindOneQueryName(contentType),
      naming.getFindQueryName(contentType),
      naming.getFindConnectionQueryName(contentType),
    ];
    for (const query of queries) {
      open.add(query);
      resolvers[`Query.${query}`] = { middlewares: [atRoot(type)] };
    }
    for (const [name, relation] of type.relations) {
      const middlewares = [atRelation(get(relation.target), relation.inverse)];
      const field = `${naming.getTypeName(contentType)}.${name}`;
      resolvers[field] = { middlewares };
      resolvers[`${field}_connection`] = { middlewares };
    }
  }
  // Strapi would build them all, a good part of the time that a start takes, to be cut away below.
  const isPublic = new Set(all.map(({ uid }) => uid));
  for (const uid of Object.keys(strapi.contentTypes)) {
    if (isPublic.has(uid)) extension.shadowCRUD(uid).disableMutations();
    else if (uid.startsWith('api::')) extension.shadowCRUD(uid).disable();
  }
  // A picture would lead to everything that it is used in.
  extension.shadowCRUD('plugin::upload.file').field('related').disable();
  extension.use({ resolversConfig: resolvers });

  const buildSchema = contentApi.buildSchema.bind(contentApi);
  contentApi.buildSchema = () => readOnlySchema(buildSchema(), (name) => open.has(name));
  const server = strapi.config.get<object>('plugin::graphql.apolloServer', {});
  strapi.config.set('plugin::graphql.apolloServer', { ...server, validationRules: [limits] });

  function atRoot(type: PublicType): ResolverMiddleware {
    return (next, parent, args, context, info) => {
      if (!readsAsPublic(context.state)) return next(parent, args, context, info);
      const { publicationFilter: _, hasPublishedVersion: __, ...asked } = args;
      const narrowed = { ...narrow(type, asked), sort: inOrder(asked.sort), status: 'published' };
      const asRelationsSeeIt = context.rootQueryArgsByPath?.get(info.path.key);
      if (asRelationsSeeIt) {
        const { _originField } = asRelationsSeeIt;
        context.rootQueryArgsByPath?.set(info.path.key, { ...narrowed, _originField });
      }
      return next(parent, narrowed, context, info);
    };
  }

  function atRelation(target: PublicType, inverse: string | undefined): ResolverMiddleware {
    return (next, parent, args, context, info) =>
      readsAsPublic(context.state)
        ? next(parent, narrow(target, args, inverse), context, info)
        : next(parent, args, context, info);
  }

  function narrow(type: PublicType, args: Arguments, inverse?: string): Arguments {
    view.refuseSortByRelation(args.sort, ['sort']);
    const seenFrom = { target: type.uid, inverse };
    const visible = inNotation(view.visible(type, seenFrom), 'graphql');
    const given = view.filters(type, args.filters, 'graphql', ['filters']);
    return { ...args, filters: given === undefined ? visible : { and: [visible, given] } };
  }
}
