import type { Core } from '@strapi/strapi';
import { errors } from '@strapi/utils';
import { RESERVED_SLUGS } from '../domain/slug';

const WRITES = new Set(['create', 'update', 'clone']);

/**
 * Refuses what a merchandiser or a script would name a product by, where that is a word of the API:
 * nobody could read that product by its slug.
 *
 * @throws ValidationError naming the field
 */
export function checkSlug(strapi: Core.Strapi): void {
  strapi.documents.use((context, next) => {
    const { uid, action, params } = context;
    if (uid === 'api::product.product' && WRITES.has(action)) {
      const { slug } = (params as { data?: { slug?: unknown } }).data ?? {};
      if (typeof slug === 'string' && RESERVED_SLUGS.has(slug)) {
        const message = `slug: “${slug}” is a word of the API; choose another`;
        throw new errors.ValidationError(message, {
          errors: [{ path: ['slug'], message, name: 'ValidationError' }],
        });
      }
    }
    return next();
  });
}
