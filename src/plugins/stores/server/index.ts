import type { Core } from '@strapi/strapi';
import { databaseOf, requireColumns } from '../../kernel/server/contract';
import { checkStore } from './services/check-store';
import { tellStoreEdits } from './services/tell-edits';
import { defineTables, neededColumns } from './tables';

export default {
  register({ strapi }: { strapi: Core.Strapi }) {
    strapi.documents.use(checkStore(strapi));
    tellStoreEdits(strapi);
  },
  async bootstrap({ strapi }: { strapi: Core.Strapi }) {
    await requireColumns(databaseOf(strapi), neededColumns);
    await defineTables(databaseOf(strapi));
  },
};
