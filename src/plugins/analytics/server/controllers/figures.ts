import type { Core } from '@strapi/strapi';
import type { Context } from 'koa';
import {
  answer,
  databaseOf,
  paginationOf,
  validate,
  type Page,
} from '../../../kernel/server/contract';
import { dashboardOf } from '../services/dashboard';
import { customersOf, ordersOf, productsOf, salesOf } from '../services/figures';
import { storesShown } from '../services/stores-shown';
import { customersQuery, figuresQuery, productsQuery, salesQuery } from './schemas';

/** What the people of a shop read of their sales. */
export default ({ strapi }: { strapi: Core.Strapi }) => {
  const database = () => databaseOf(strapi);
  return {
    async dashboard(ctx: Context) {
      const { storeId, ...wanted } = validate(figuresQuery, ctx.query);
      const stores = await storesShown(strapi, ctx, storeId);
      answer(ctx, 200, await dashboardOf(database(), wanted, stores));
    },

    async sales(ctx: Context) {
      const { storeId, ...wanted } = validate(salesQuery, ctx.query);
      const stores = await storesShown(strapi, ctx, storeId);
      answer(ctx, 200, await salesOf(database(), wanted, stores));
    },

    async products(ctx: Context) {
      const { storeId, ...wanted } = validate(productsQuery, ctx.query);
      const stores = await storesShown(strapi, ctx, storeId);
      answerPage(ctx, await productsOf(database(), wanted, stores), wanted);
    },

    async customers(ctx: Context) {
      const { storeId, ...wanted } = validate(customersQuery, ctx.query);
      const stores = await storesShown(strapi, ctx, storeId);
      answerPage(ctx, await customersOf(database(), wanted, stores), wanted);
    },

    async orders(ctx: Context) {
      const { storeId, ...wanted } = validate(figuresQuery, ctx.query);
      const stores = await storesShown(strapi, ctx, storeId);
      answer(ctx, 200, await ordersOf(database(), wanted, stores));
    },
  };
};

function answerPage(
  ctx: Context,
  { data, total }: { data: object; total: number },
  page: Page,
): void {
  answer(ctx, 200, data, { pagination: paginationOf(page, total) });
}
