import type { Core } from '@strapi/strapi';
import type { Context } from 'koa';
import { callerKey, operatorOf, storesOpenTo } from '../../../accounts/server/contract';
import {
  answer,
  bodyOf,
  databaseOf,
  mutation,
  paginationOf,
  Refusal,
  textOf,
  validate,
} from '../../../kernel/server/contract';
import { UPDATE_STOCK } from '../services/permissions';
import { availabilityAt, stockStore, type SkuAvailability } from '../services/store-stock';
import { availabilityQuery, stockBody } from './requests';

const storeIdOf = (ctx: Context) => validate(textOf(64), (ctx.params as { id: unknown }).id);

export default ({ strapi }: { strapi: Core.Strapi }) => ({
  async availability(ctx: Context): Promise<void> {
    const query = validate(availabilityQuery, ctx.query);
    const { sku: skus, page, pageSize } = query;
    const store = storeIdOf(ctx);
    const { goods, total } = await availabilityAt(databaseOf(strapi), store, {
      skus,
      page,
      pageSize,
    });
    const meta = skus ? {} : { pagination: paginationOf(query, total) };
    answer(ctx, 200, goods.map(presentAvailability), meta);
  },

  async update(ctx: Context): Promise<void> {
    const operator = await operatorOf(strapi, ctx);
    const isOpen = await storesOpenTo(strapi, operator, UPDATE_STOCK);
    const store = storeIdOf(ctx);
    if (!isOpen(store)) throw new Refusal('FORBIDDEN', 'You do not manage this store.');
    const rows = validate(stockBody, bodyOf(ctx));
    const caller = callerKey(operator);
    await mutation(
      ctx,
      databaseOf(strapi),
      { caller, route: 'PUT /api/stores/:id/stock' },
      async (tx) => {
        const changed = await stockStore(tx, store, rows, caller);
        return { status: 200, data: { changed } };
      },
    );
  },
});

function presentAvailability({ sku, available, backorder }: SkuAvailability) {
  return backorder ? { sku, available, backorder } : { sku, available };
}
