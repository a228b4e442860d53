import type { Core } from '@strapi/strapi';
import type { Context } from 'koa';
import {
  answer,
  bodyOf,
  createRateLimit,
  mutation,
  validate,
} from '../../../kernel/server/contract';
import { roomOf } from '../services/room';
import { countedAs } from '../services/search-products';
import { feedbackBody, searchQuery, suggestQuery } from './requests';

/** Each address of origin may tell so often a minute what was clicked or bought. */
const MOST_TOLD = 120;

const TOLD_AT = { clicked: 'clicks', ordered: 'orders' } as const;

export default ({ strapi }: { strapi: Core.Strapi }) => {
  const limit = createRateLimit(strapi, {
    name: 'search-feedback',
    points: MOST_TOLD,
    seconds: 60,
  });
  const told = async (ctx: Context, count: keyof typeof TOLD_AT): Promise<void> => {
    await limit(ctx);
    const query = countedAs(validate(feedbackBody, bodyOf(ctx)).query);
    const { database, log } = roomOf(strapi);
    let isNew = false;
    // Nothing is kept that tells who.
    const options = { caller: 'anonymous', route: `POST /api/search/${TOLD_AT[count]}` };
    await mutation(ctx, database, options, () => {
      isNew = true;
      return Promise.resolve({ status: 204, data: null });
    });
    if (isNew && query !== '') log[count](query);
  };

  return {
    /** `GET /api/products/search` */
    async search(ctx: Context): Promise<void> {
      const wish = validate(searchQuery, ctx.query);
      const { search, log } = roomOf(strapi);
      const { hits, meta } = await search(wish);
      const query = countedAs(wish.q);
      if (query !== '' && wish.page === 1) log.searched(query, meta.pagination.total);
      answer(ctx, 200, hits, meta);
    },

    /** `GET /api/products/suggest` */
    async suggest(ctx: Context): Promise<void> {
      const { q, limit: most } = validate(suggestQuery, ctx.query);
      answer(ctx, 200, await roomOf(strapi).suggest(q, most));
    },

    /** `POST /api/search/clicks` */
    clicked: (ctx: Context) => told(ctx, 'clicked'),

    /** `POST /api/search/orders` */
    ordered: (ctx: Context) => told(ctx, 'ordered'),
  };
};
