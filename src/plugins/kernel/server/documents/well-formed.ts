import type { Core, UID } from '@strapi/strapi';
import { contentTypes } from '@strapi/utils';
import {
  faultsInData,
  missingInComponents,
  TOO_LARGE,
  type DataAttributes,
} from '../domain/document-data';
import { invalid, Refusal, type FieldFault } from '../domain/errors';

type DocumentMiddleware = Parameters<Core.Strapi['documents']['use']>[0];

const WRITES = new Set(['create', 'update', 'clone']);

/**
 * Refuses what Strapi's document service would fail in the middle of, before it begins: there it is a
 * `TypeError` of a library, or an error of PostgreSQL that aborts the transaction and is then hidden by
 * the next statement's 25P02. Stands first, for the panel, REST and GraphQL alike.
 *
 * @throws Refusal VALIDATION_FAILED (400) naming each wrong field, AMOUNT_TOO_LARGE (400) where each is a
 *   number that is too large
 */
export function wellFormed(strapi: Core.Strapi): DocumentMiddleware {
  const attributesOf = (component: string): DataAttributes =>
    strapi.components[component as UID.Component]?.attributes ?? {};

  return async (ctx, next) => {
    const { data } = ctx.params as { data?: unknown };
    if (!WRITES.has(ctx.action) || typeof data !== 'object' || data === null) return next();
    const { attributes } = ctx.contentType;
    const faults = faultsInData(data, attributes, attributesOf);
    if (faults.length > 0) throw refusalOf(faults);
    if (!contentTypes.hasDraftAndPublish(ctx.contentType)) {
      const missing = missingInComponents(data, attributes, attributesOf);
      if (missing.length > 0) throw invalid(missing);
    }
    return next();
  };
}

function refusalOf(faults: FieldFault[]): Refusal {
  const refusal = invalid(faults);
  const isOfSize = faults.every(({ message }) => message === TOO_LARGE);
  return isOfSize ? new Refusal('AMOUNT_TOO_LARGE', refusal.message, refusal.facts) : refusal;
}
