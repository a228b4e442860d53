import type { Core } from '@strapi/strapi';
import { databaseOf, requireColumns } from '../../kernel/server/contract';
import order from './controllers/order';
import type { PaymentMethod } from './domain/order';
import routes from './routes';
import { registerOrderActions } from './services/access';
import { neededColumns, tables } from './tables';

export default {
  controllers: { order },
  services: { 'payment-methods': () => new Set<PaymentMethod>() },
  routes,
  async bootstrap({ strapi }: { strapi: Core.Strapi }) {
    const database = databaseOf(strapi);
    await requireColumns(database, neededColumns);
    await database.define(tables);
    await registerOrderActions(strapi);
  },
};
