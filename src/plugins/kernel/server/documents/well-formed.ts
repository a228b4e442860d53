import type { Core, UID } from '@strapi/strapi';
import { faultsInData, type DataAttributes } from '../domain/document-data';
import { invalid } from '../domain/errors';

type DocumentMiddleware = Parameters<Core.Strapi['documents']['use']>[0];

const WRITES = new Set(['create', 'update', 'clone']);

/**
 * Refuses what Strapi's document service would fail in the middle of, before it begins: there it is a
 * `TypeError` of a library, or an error of PostgreSQL that aborts the transaction and is then hidden by
 * the next statement's 25P02. Stands first, for the panel, REST and GraphQL alike.
 *
 * @throws Refusal VALIDATION_FAILED (400) naming each wrong field
 */
export function wellFormed(strapi: Core.Strapi): DocumentMiddleware {
  const attributesOf = (component: string): DataAttributes =>
    strapi.components[component as UID.Component]?.attributes ?? {};

  return async (ctx, next) => {
    const { data } = ctx.params as { data?: unknown };
    if (!WRITES.has(ctx.action) || typeof data !== 'object' || data === null) return next();
    const faults = faultsInData(data, ctx.contentType.attributes, attributesOf);
    if (faults.length > 0) throw invalid(faults);
    return next();
  };
}
