import type { Core } from '@strapi/strapi';
import {
  databaseOf,
  explainConstraints,
  registerRoutes,
  requireColumns,
} from '../../kernel/server/contract';
import order from './controllers/order';
import type { PaymentMethod } from './domain/order';
import { storefrontRoutes } from './routes/storefront';
import { registerOrderActions } from './services/access';
import { orderEdits } from './middlewares/order-edits';
import { orderRecords } from './middlewares/order-records';
import { explanations, neededColumns, tables } from './tables';

export default {
  controllers: { order },
  services: { 'payment-methods': () => new Set<PaymentMethod>() },
  register({ strapi }: { strapi: Core.Strapi }) {
    registerRoutes(strapi, 'orders', storefrontRoutes);
    explainConstraints(strapi, explanations);
    strapi.documents.use(orderEdits(strapi));
    strapi.documents.use(orderRecords);
  },
  async bootstrap({ strapi }: { strapi: Core.Strapi }) {
    const database = databaseOf(strapi);
    await requireColumns(database, neededColumns);
    await database.define(tables);
    await registerOrderActions(strapi);
  },
};
