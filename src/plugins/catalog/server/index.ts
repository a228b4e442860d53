import type { Core } from '@strapi/strapi';
import { databaseOf } from '../../kernel/server/contract';
import { keepPrices } from './services/keep-prices';
import { tables } from './tables';

export default {
  register({ strapi }: { strapi: Core.Strapi }) {
    keepPrices(strapi);
  },
  async bootstrap({ strapi }: { strapi: Core.Strapi }) {
    await databaseOf(strapi).define(tables);
  },
};
