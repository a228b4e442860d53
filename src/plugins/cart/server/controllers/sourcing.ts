import type { Core } from '@strapi/strapi';
import type { Context } from 'koa';
import { z } from 'zod';
import { answer, databaseOf, validate } from '../../../kernel/server/contract';
import { placeInQuery } from '../../../stores/server/contract';
import { presentSourcing, sourceCart } from '../services/source-cart';
import { shopperOf } from '../services/shopper';

/** The query of `GET /api/stores/sourcing`; `pickup` asks for stores where the goods are fetched. */
const sourcingQuery = z.strictObject({
  ...placeInQuery,
  pickup: z
    .enum(['true', 'false'], { error: 'must be true or false' })
    .default('false')
    .transform((value) => value === 'true'),
});

export default ({ strapi }: { strapi: Core.Strapi }) => ({
  async find(ctx: Context): Promise<void> {
    const wish = validate(sourcingQuery, ctx.query);
    const shopper = await shopperOf(strapi, ctx);
    const sourced = await sourceCart(databaseOf(strapi), shopper, {
      ...wish,
      sourcing: 'fewest_stores',
    });
    answer(ctx, 200, presentSourcing(sourced));
  },
});
