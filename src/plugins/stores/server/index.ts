import type { Core } from '@strapi/strapi';
import {
  clockOf,
  databaseOf,
  explainConstraints,
  presentPublicly,
  registerRoutes,
} from '../../kernel/server/contract';
import map from './controllers/map';
import { storefrontRoutes } from './routes/storefront';
import { checkStore } from './services/check-store';
import { tellStoreEdits } from './services/tell-edits';
import { withOpening } from './services/opening';
import { defineTables, explanations } from './tables';

export default {
  controllers: { map },
  register({ strapi }: { strapi: Core.Strapi }) {
    registerRoutes(strapi, 'stores', storefrontRoutes);
    explainConstraints(strapi, explanations);
    strapi.documents.use(checkStore(strapi));
    tellStoreEdits(strapi);
    presentPublicly(strapi, 'api::store.store', (store) =>
      withOpening(store, new Date(clockOf(strapi).now())),
    );
  },
  async bootstrap({ strapi }: { strapi: Core.Strapi }) {
    await defineTables(databaseOf(strapi));
  },
};
