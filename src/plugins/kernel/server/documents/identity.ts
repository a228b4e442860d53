import type { Core } from '@strapi/strapi';
import { invalid } from '../domain/errors';
import { isPanel } from '../services/editor';

type DocumentMiddleware = Parameters<Core.Strapi['documents']['use']>[0];

interface Identity {
  id?: unknown;
  documentId?: unknown;
  locale?: unknown;
}

/**
 * Keeps what a document is known by as it is. A form of the panel sends it back among the rest, and Strapi
 * would write it: orders, carts and links would lose the document, and a row's id that a caller chose is
 * one that PostgreSQL gives away again later.
 *
 * @throws Refusal VALIDATION_FAILED (400) for another `documentId`
 */
export function identity(strapi: Core.Strapi): DocumentMiddleware {
  return (ctx, next) => {
    const { data, documentId } = ctx.params as { data?: Identity | null; documentId?: string };
    if (typeof data !== 'object' || data === null) return next();
    const { i18n } = (ctx.contentType.pluginOptions ?? {}) as { i18n?: { localized?: boolean } };
    if (i18n?.localized !== true) delete data.locale;
    if (ctx.action === 'update') {
      if ((data.documentId ?? documentId) !== documentId) {
        throw invalid([{ path: ['documentId'], message: 'cannot be changed' }]);
      }
      delete data.documentId;
    } else if (isPanel(strapi)) {
      delete data.id;
      delete data.documentId;
    }
    return next();
  };
}
