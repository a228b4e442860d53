import type { Core } from '@strapi/strapi';
import { onDeletion } from '../../accounts/server/contract';
import {
  databaseOf,
  define,
  explainConstraints,
  registerRoutes,
} from '../../kernel/server/contract';
import backOffice from './controllers/back-office';
import customers from './controllers/customers';
import order from './controllers/order';
import { backOfficeRoutes } from './routes/back-office';
import { storefrontRoutes } from './routes/storefront';
import { forgetBuyer } from './services/forget-buyer';
import { registerMetrics } from './services/metrics';
import type { PaymentMethods } from './services/payment-methods';
import { registerPermissions } from './services/permissions';
import { orderEdits } from './middlewares/order-edits';
import { orderRecords } from './middlewares/order-records';
import { explanations, neededColumns, tables } from './tables';

export default {
  controllers: { customers, order, 'back-office': backOffice },
  services: { 'payment-methods': (): PaymentMethods => new Map() },
  register({ strapi }: { strapi: Core.Strapi }) {
    // The export before the storefront's: `/orders/:id` would take its path.
    registerRoutes(strapi, 'orders', [...backOfficeRoutes, ...storefrontRoutes]);
    explainConstraints(strapi, explanations);
    onDeletion(strapi, forgetBuyer);
    strapi.documents.use(orderEdits(strapi));
    strapi.documents.use(orderRecords);
  },
  async bootstrap({ strapi }: { strapi: Core.Strapi }) {
    const database = databaseOf(strapi);
    await define(database, { name: 'orders', needs: neededColumns, script: tables });
    await registerPermissions(strapi);
    registerMetrics(strapi);
  },
};
