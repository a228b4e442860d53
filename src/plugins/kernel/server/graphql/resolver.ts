/** What Strapi's GraphQL plugin gives a resolver, as far as we use it. */
export type Arguments = Record<string, unknown> & {
  filters?: unknown;
  sort?: unknown;
  pagination?: Pagination;
};

export interface Pagination {
  start?: number;
  limit?: number;
  page?: number;
  pageSize?: number;
}

export interface ResolverContext {
  state: object;
  /** Where Strapi's resolvers of relations look up what the root was asked. */
  rootQueryArgsByPath?: Map<unknown, Arguments>;
}

export interface ResolverInfo {
  path: { key: unknown; prev: object | undefined };
}

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

export function isRow(value: unknown): value is Row {
  return typeof value === 'object' && value !== null && 'id' in value && 'documentId' in value;
}
