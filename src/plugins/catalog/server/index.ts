import type { Core } from '@strapi/strapi';
import { databaseOf } from '../../kernel/server/contract';
import products from './controllers/products';
import { registerRoutes } from './routes';
import { keepPrices } from './services/keep-prices';
import { tables } from './tables';

export default {
  controllers: { products },
  register({ strapi }: { strapi: Core.Strapi }) {
    registerRoutes(strapi);
    keepPrices(strapi);
  },
  async bootstrap({ strapi }: { strapi: Core.Strapi }) {
    await databaseOf(strapi).define(tables);
  },
};
