import type { Core } from '@strapi/strapi';
import { databaseOf, registerRoutes, requireColumns } from '../../kernel/server/contract';
import map from './controllers/map';
import { storefrontRoutes } from './routes/storefront';
import { checkStore } from './services/check-store';
import { tellStoreEdits } from './services/tell-edits';
import { defineTables, neededColumns } from './tables';

export default {
  controllers: { map },
  register({ strapi }: { strapi: Core.Strapi }) {
    registerRoutes(strapi, 'stores', storefrontRoutes);
    strapi.documents.use(checkStore(strapi));
    tellStoreEdits(strapi);
  },
  async bootstrap({ strapi }: { strapi: Core.Strapi }) {
    await requireColumns(databaseOf(strapi), neededColumns);
    await defineTables(databaseOf(strapi));
  },
};
