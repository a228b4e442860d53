import type { Core } from '@strapi/strapi';

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
 * Bounds what a public read loads through its relations. Strapi's query layer takes a limit there,
 * its query strings and its document service do not: so it is put in below them.
 */
export function boundRelations(strapi: Core.Strapi): void {
  const boundIn = (event: { params: { populate?: unknown } }) => {
    const state = strapi.requestContext.get()?.state as BoundedState | undefined;
    if (state?.boundRelations) bound(event.params.populate);
  };
  strapi.db.lifecycles.subscribe({ beforeFindOne: boundIn, beforeFindMany: boundIn });
}

function bound(populate: unknown): void {
  if (typeof populate !== 'object' || populate === null) return;
  for (const relation of Object.values(populate as Record<string, Populate | true>)) {
    if (typeof relation !== 'object') continue;
    relation.limit ??= MOST_RELATED;
    bound(relation.populate);
  }
}
