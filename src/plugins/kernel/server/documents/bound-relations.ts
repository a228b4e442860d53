import type { Core } from '@strapi/strapi';

type DocumentMiddleware = Parameters<Core.Strapi['documents']['use']>[0];

/**
 * Related documents that one answer to the public holds at most for one relation. A longer list is
 * what the related type's own route, with its pages, is for.
 */
const MOST_RELATED = 1_000;

/** Set on the request by the middleware that stands before public reads. */
export interface BoundedState {
  boundRelations?: boolean;
}

interface Populate {
  limit?: number;
  populate?: Record<string, Populate>;
}

/**
 * Bounds what a public read loads through its relations. Strapi accepts a limit there, but not from
 * a query string, so it is put in behind its check.
 */
export function boundRelations(strapi: Core.Strapi): DocumentMiddleware {
  return (ctx, next) => {
    const state = strapi.requestContext.get()?.state as BoundedState | undefined;
    const { populate } = ctx.params as { populate?: unknown };
    if (state?.boundRelations) bound(populate);
    return next();
  };
}

function bound(populate: unknown): void {
  if (typeof populate !== 'object' || populate === null) return;
  for (const relation of Object.values(populate as Record<string, Populate | true>)) {
    if (typeof relation !== 'object') continue;
    relation.limit ??= MOST_RELATED;
    bound(relation.populate);
  }
}
