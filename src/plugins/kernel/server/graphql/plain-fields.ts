import { isLeafType, getNamedType, isObjectType, type GraphQLSchema } from 'graphql';

/**
 * Takes Strapi's resolvers from the fields that a document has as they are, such as a name or a price.
 * Strapi wraps each field's in its rights, its middlewares and its policies, one promise after the other,
 * of which only the root's rights and the relations' middlewares mean anything: a list of 25 products
 * waits for hundreds.
 *
 * @param types those whose documents are given with these fields
 */
export function readPlainFields(schema: GraphQLSchema, types: Iterable<string>): void {
  for (const name of types) {
    const type = schema.getType(name);
    if (!isObjectType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      if (isLeafType(getNamedType(field.type)) && field.args.length === 0) delete field.resolve;
    }
  }
}
