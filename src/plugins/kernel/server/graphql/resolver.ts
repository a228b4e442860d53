import type { GraphQLResolveInfo } from 'graphql';

/** What Strapi's GraphQL plugin gives a resolver, as far as we use it. */
export type Arguments = Record<string, unknown> & {
  filters?: unknown;
  sort?: unknown;
  pagination?: Pagination | null;
};

/** GraphQL lets anything be null that may be left out. */
export interface Pagination {
  start?: number | null;
  limit?: number | null;
  page?: number | null;
  pageSize?: number | null;
}

export interface ResolverContext {
  state: object;
  /** Where Strapi's resolvers of relations look up what the root was asked. */
  rootQueryArgsByPath?: Map<unknown, Arguments>;
}

export type ResolverInfo = Pick<GraphQLResolveInfo, 'fieldNodes' | 'fragments' | 'path'>;

export type Resolver = (
  parent: unknown,
  args: Arguments,
  context: ResolverContext,
  info: ResolverInfo,
) => unknown;

export type ResolverMiddleware = (next: Resolver, ...call: Parameters<Resolver>) => unknown;

/** A document as a resolver gives it. */
export interface Row {
  id: number;
  documentId: string;
}

/** Whether a resolver's parent is a document. */
export function isRow(value: unknown): value is Row {
  return typeof value === 'object' && value !== null && 'id' in value && 'documentId' in value;
}
