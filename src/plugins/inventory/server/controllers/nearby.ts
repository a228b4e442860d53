import type { Core } from '@strapi/strapi';
import type { Context } from 'koa';
import { answer, databaseOf, validate } from '../../../kernel/server/contract';
import { nearestStores, presentStore } from '../../../stores/server/contract';
import { nearestSuppliers } from '../services/nearest-suppliers';
import { nearbyQuery } from './nearby-query';

export default ({ strapi }: { strapi: Core.Strapi }) => ({
  async find(ctx: Context): Promise<void> {
    const { sku, quantity = 1, ...search } = validate(nearbyQuery, ctx.query);
    const database = databaseOf(strapi);
    const now = new Date();
    if (sku === undefined) {
      const rows = await nearestStores(database, search);
      const stores = rows.map((row) => presentStore(row, now));
      answer(ctx, 200, stores, { count: stores.length });
      return;
    }
    const rows = await nearestSuppliers(database, search, { sku, quantity });
    const stores = rows.map((row) => ({ ...presentStore(row, now), available: row.available }));
    answer(ctx, 200, stores, { count: stores.length });
  },
});
