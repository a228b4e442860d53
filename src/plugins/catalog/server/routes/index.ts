import type { Core } from '@strapi/strapi';
import { addPublicList, databaseOf, textOf, validate } from '../../../kernel/server/contract';
import { branchOf } from '../services/category-branch';

const PRODUCT = 'api::product.product';

/** Lists of products on paths of their own, each with a condition beside the caller's. */
export function registerRoutes(strapi: Core.Strapi): void {
  addPublicList(strapi, 'catalog', {
    path: '/products/featured',
    type: PRODUCT,
    condition: () => Promise.resolve({ featured: { $eq: true } }),
  });
  // The products of a category and of all below it.
  addPublicList(strapi, 'catalog', {
    path: '/categories/:id/products',
    type: PRODUCT,
    condition: async ({ id }) => {
      const ids = await branchOf(databaseOf(strapi), validate(textOf(255), id));
      return { categories: { documentId: { $in: ids } } };
    },
  });
}
