import { GraphQLObjectType, GraphQLSchema } from 'graphql';

/**
 * The schema with nothing but some root queries: no mutations, and no type that these queries do not
 * reach.
 *
 * @param isOpen which root queries stay
 */
export function readOnlySchema(
  schema: GraphQLSchema,
  isOpen: (name: string) => boolean,
): GraphQLSchema {
  const { query: root } = schema.toConfig();
  if (!root) throw new Error('Strapi has built a GraphQL schema without queries');
  const { fields, ...config } = root.toConfig();
  const open = Object.entries(fields).filter(([name]) => isOpen(name));
  return new GraphQLSchema({
    query: new GraphQLObjectType({ ...config, fields: Object.fromEntries(open) }),
  });
}
