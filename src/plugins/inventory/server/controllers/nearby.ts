import type { Core } from '@strapi/strapi';
import type { Context } from 'koa';
import { answer, clockOf, databaseOf, validate } from '../../../kernel/server/contract';
import { nearestStores, presentStore } from '../../../stores/server/contract';
import { listAvailabilityNear } from '../services/list-availability-near';
import { nearestSuppliers } from '../services/nearest-suppliers';
import { storesByText } from '../services/stores-by-text';
import { listQuery, nearbyQuery } from './nearby-query';

const USUAL_RADIUS = 10;
/** Words say enough of where. */
const RADIUS_OF_WORDS = 500;

export default ({ strapi }: { strapi: Core.Strapi }) => ({
  /** `GET /api/stores/nearby` */
  async find(ctx: Context): Promise<void> {
    const { sku, quantity = 1, q, latitude, longitude, ...rest } = validate(nearbyQuery, ctx.query);
    const database = databaseOf(strapi);
    const now = new Date(clockOf(strapi).now());
    const goods = sku === undefined ? undefined : { sku, quantity };
    if (q !== undefined) {
      const radius = rest.radius ?? RADIUS_OF_WORDS;
      const found = await storesByText(
        database,
        q,
        { ...rest, latitude, longitude, radius },
        goods,
      );
      const stores = found.map((row) => ({
        ...presentStore(row, now),
        ...(row.available === null ? {} : { available: row.available }),
      }));
      answer(ctx, 200, stores, { count: stores.length });
      return;
    }
    // The query has both, or words.
    const search = {
      ...rest,
      latitude: latitude ?? 0,
      longitude: longitude ?? 0,
      radius: rest.radius ?? USUAL_RADIUS,
    };
    if (goods === undefined) {
      const rows = await nearestStores(database, search);
      const stores = rows.map((row) => presentStore(row, now));
      answer(ctx, 200, stores, { count: stores.length });
      return;
    }
    const rows = await nearestSuppliers(database, search, goods);
    const stores = rows.map((row) => ({ ...presentStore(row, now), available: row.available }));
    answer(ctx, 200, stores, { count: stores.length });
  },

  /** `GET /api/stores/availability` */
  async ofList(ctx: Context): Promise<void> {
    const { sku: skus, ...search } = validate(listQuery, ctx.query);
    const now = new Date(clockOf(strapi).now());
    const rows = await listAvailabilityNear(databaseOf(strapi), skus, search);
    const stores = rows.map((row) => ({
      ...presentStore(row, now),
      complete: row.complete === skus.length,
      goods: row.goods,
    }));
    answer(ctx, 200, stores, { count: stores.length });
  },
});
