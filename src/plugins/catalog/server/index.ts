import type { Core } from '@strapi/strapi';
import { databaseOf, define } from '../../kernel/server/contract';
import { registerRoutes } from './routes';
import { checkSlug } from './services/check-slug';
import { keepPrices } from './services/keep-prices';
import { tellCatalogueEdits } from './services/tell-edits';
import { neededColumns, tables } from './tables';

export default {
  register({ strapi }: { strapi: Core.Strapi }) {
    registerRoutes(strapi);
    checkSlug(strapi);
    keepPrices(strapi);
    tellCatalogueEdits(strapi);
  },
  async bootstrap({ strapi }: { strapi: Core.Strapi }) {
    await define(databaseOf(strapi), { name: 'catalog', needs: neededColumns, script: tables });
  },
};
