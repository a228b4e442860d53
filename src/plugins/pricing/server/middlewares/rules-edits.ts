import type { Core } from '@strapi/strapi';
import { validate } from '../../../kernel/server/contract';
import { editSchemas } from '../domain/edits';

type DocumentMiddleware = Parameters<Core.Strapi['documents']['use']>[0];

const WRITES = new Set(['create', 'update', 'clone']);

/**
 * Checks what staff write into taxes, shipping, settings and coupons, in the admin panel or by REST.
 *
 * @throws Refusal VALIDATION_FAILED naming the field
 */
export const rulesEdits: DocumentMiddleware = (ctx, next) => {
  const schema = editSchemas[ctx.uid];
  const { data } = ctx.params as { data?: Record<string, unknown> };
  if (schema !== undefined && data !== undefined && WRITES.has(ctx.action)) {
    Object.assign(data, validate(schema, data));
  }
  return next();
};
