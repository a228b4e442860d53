import type { Core } from '@strapi/strapi';
import type { GraphQLSchema } from 'graphql';
import { publicTypes } from '../services/public-types';
import { FILE } from '../public-reads/stored-type';
import { limits, loadLimit } from './limits';
import { readPlainFields } from './plain-fields';
import { publicResolvers } from './public-resolvers';
import { readOnlySchema } from './read-only-schema';
import type { ResolverMiddleware } from './resolver';

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
  getComponentName(component: object): string;
  getFindOneQueryName(contentType: object): string;
  getFindQueryName(contentType: object): string;
  getFindConnectionQueryName(contentType: object): string;
}

/**
 * Opens GraphQL for reading the public types and for nothing else, under the same rules as REST. To
 * be called while plugins register, before Strapi builds the schema.
 */
export function openGraphql(strapi: Core.Strapi): void {
  const graphql = strapi.plugin('graphql');
  const contentApi = graphql.service('content-api') as ContentApi;
  const extension = graphql.service('extension') as Extension;
  const { naming } = graphql.service('utils') as { naming: Naming };
  const { all } = publicTypes(strapi);
  const { atRoot, atRelation, atPart } = publicResolvers(strapi);

  const open = new Set<string>();
  const typeNames = new Set([naming.getTypeName(strapi.contentType(FILE) as object)]);
  const resolvers: Record<string, { middlewares: ResolverMiddleware[] }> = {};
  for (const type of all) {
    const contentType = strapi.contentType(type.uid as never) as object;
    const queries = [
      [naming.getFindOneQueryName(contentType), 'one', false],
      [naming.getFindQueryName(contentType), 'list', false],
      [naming.getFindConnectionQueryName(contentType), 'list', true],
    ] as const;
    for (const [query, kind, asConnection] of queries) {
      open.add(query);
      resolvers[`Query.${query}`] = { middlewares: [atRoot(type, kind, asConnection)] };
    }
    const typeName = naming.getTypeName(contentType);
    typeNames.add(typeName);
    for (const uid of type.componentTypes.values()) {
      typeNames.add(naming.getComponentName(strapi.getModel(uid as never) as object));
    }
    const before = (field: string, middleware: (asConnection: boolean) => ResolverMiddleware) => {
      resolvers[`${typeName}.${field}`] = { middlewares: [middleware(false)] };
      resolvers[`${typeName}.${field}_connection`] = { middlewares: [middleware(true)] };
    };
    for (const [name, relation] of type.relations) {
      before(name, (asConnection) => atRelation(type, name, relation, asConnection));
    }
    for (const name of [...type.media, ...type.components]) {
      before(name, (asConnection) => atPart(type, name, asConnection));
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
  contentApi.buildSchema = () => {
    const schema = readOnlySchema(buildSchema(), (name) => open.has(name));
    readPlainFields(schema, typeNames);
    return schema;
  };
  const server = strapi.config.get<object>('plugin::graphql.apolloServer', {});
  strapi.config.set('plugin::graphql.apolloServer', {
    ...server,
    validationRules: [limits],
    plugins: [loadLimit],
  });
}
