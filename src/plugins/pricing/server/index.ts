import type { Core } from '@strapi/strapi';
import { databaseOf, dukaConfig, requireColumns } from '../../kernel/server/contract';
import { firstShopSettings, tables } from './tables';

export default {
  async bootstrap({ strapi }: { strapi: Core.Strapi }) {
    const database = databaseOf(strapi);
    await requireColumns(database, {
      shop_settings: ['currency', 'flat_shipping_rate', 'confirm_cash_orders'],
      components_catalog_prices: ['currency', 'price'],
    });
    await database.define(tables + firstShopSettings(dukaConfig(strapi).currency));
  },
};
