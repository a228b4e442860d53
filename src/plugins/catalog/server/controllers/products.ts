import type { Core } from '@strapi/strapi';
import type { Context, Next } from 'koa';
import { databaseOf, textOf, validate } from '../../../kernel/server/contract';
import { branchOf } from '../services/category-branch';

const PRODUCT = 'api::product.product';

/**
 * Lists of products that Strapi's own route answers, with a condition of ours beside the caller's:
 * pages, order, filters and populate are Strapi's.
 */
export default ({ strapi }: { strapi: Core.Strapi }) => {
  const list = async (ctx: Context, next: Next, condition: object): Promise<unknown> => {
    const query = ctx.query as { filters?: unknown };
    query.filters = { $and: [condition, ...(query.filters ? [query.filters] : [])] };
    return strapi.controller(PRODUCT).find?.(ctx, next) as unknown;
  };

  return {
    /** `GET /api/products/featured` */
    featured: (ctx: Context, next: Next) => list(ctx, next, { featured: { $eq: true } }),

    /**
     * `GET /api/categories/:id/products`: the products of a category and of all below it.
     *
     * @throws Refusal NOT_FOUND (404)
     */
    async ofCategory(ctx: Context, next: Next): Promise<unknown> {
      const idOrSlug = validate(textOf(255), ctx.params.id);
      const ids = await branchOf(databaseOf(strapi), idOrSlug);
      return list(ctx, next, { categories: { documentId: { $in: ids } } });
    },
  };
};
