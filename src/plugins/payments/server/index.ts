import type { Core } from '@strapi/strapi';
import {
  databaseOf,
  dukaConfig,
  registerRoutes,
  requireColumns,
} from '../../kernel/server/contract';
import { cashProvider } from './cash/provider';
import contentTypes from './content-types';
import payments from './controllers/payments';
import stripe from './controllers/stripe';
import { scheduleMoney } from './jobs/schedules';
import { moneyRecords } from './middlewares/money-records';
import { providerRoutes } from './routes/providers';
import { staffRoutes } from './routes/staff';
import { storefrontRoutes } from './routes/storefront';
import { createAttemptLimit } from './services/limits';
import { registerPaymentActions } from './services/permissions';
import { createProviders, registerProvider } from './services/providers';
import { workerOf } from './services/wake';
import { createWorker } from './services/worker';
import { stripeProvider } from './stripe/provider';
import { neededColumns, tables } from './tables';

export default {
  contentTypes,
  controllers: { payments, stripe },
  services: {
    providers: createProviders,
    worker: createWorker,
    attempts: createAttemptLimit,
  },
  register({ strapi }: { strapi: Core.Strapi }) {
    registerRoutes(strapi, 'payments', [...storefrontRoutes, ...staffRoutes, ...providerRoutes]);
    strapi.documents.use(moneyRecords);
  },
  async bootstrap({ strapi }: { strapi: Core.Strapi }) {
    const database = databaseOf(strapi);
    await requireColumns(database, neededColumns);
    await database.define(tables);
    await registerPaymentActions(strapi);
    registerProvider(strapi, cashProvider);
    const { stripe: stripeSettings } = dukaConfig(strapi).payments;
    if (stripeSettings !== undefined) registerProvider(strapi, stripeProvider(stripeSettings));
    scheduleMoney(strapi);
  },
  async destroy({ strapi }: { strapi: Core.Strapi }) {
    await workerOf(strapi).stop();
  },
};
