import type { Core } from '@strapi/strapi';
import { onDeletion } from '../../accounts/server/contract';
import { databaseOf, define, dukaConfig, registerRoutes } from '../../kernel/server/contract';
import { cashProvider } from './cash/provider';
import contentTypes from './content-types';
import mpesa from './controllers/mpesa';
import payments from './controllers/payments';
import paypal from './controllers/paypal';
import stripe from './controllers/stripe';
import { scheduleAddresses, scheduleMoney } from './jobs/schedules';
import { moneyRecords } from './middlewares/money-records';
import { providerRoutes } from './routes/providers';
import { staffRoutes } from './routes/staff';
import { storefrontRoutes } from './routes/storefront';
import { createWorker } from './services/background/worker';
import { refuseOpenMoney } from './services/ledger/refuse-open-money';
import { registerMetrics } from './services/metrics';
import { createAttemptLimits } from './services/paying/limits';
import { registerPermissions } from './services/permissions';
import { createProviders, registerProvider } from './services/providers/registry';
import { workerOf } from './services/wake';
import { neededColumns, tables } from './tables';

export default {
  contentTypes,
  controllers: { mpesa, payments, paypal, stripe },
  services: {
    providers: createProviders,
    worker: createWorker,
    attempts: createAttemptLimits,
  },
  register({ strapi }: { strapi: Core.Strapi }) {
    registerRoutes(strapi, 'payments', [...storefrontRoutes, ...staffRoutes, ...providerRoutes]);
    onDeletion(strapi, refuseOpenMoney);
    strapi.documents.use(moneyRecords);
  },
  async bootstrap({ strapi }: { strapi: Core.Strapi }) {
    const database = databaseOf(strapi);
    await define(database, { name: 'payments', needs: neededColumns, script: tables });
    await registerPermissions(strapi);
    registerProvider(strapi, cashProvider);
    const settings = dukaConfig(strapi).payments;
    // Loaded where they are set up only: their libraries take time and memory at each start.
    if (settings.stripe) {
      const { stripeProvider } = await import('./stripe/provider.js');
      registerProvider(strapi, stripeProvider(settings.stripe));
    }
    if (settings.paypal) {
      const { openPaypal } = await import('./services/providers/open-paypal.js');
      registerProvider(strapi, openPaypal(strapi, settings.paypal));
    }
    if (settings.mpesa) {
      const { openMpesa } = await import('./services/providers/open-mpesa.js');
      const mpesa = openMpesa(strapi, settings.mpesa);
      registerProvider(strapi, mpesa.provider);
      scheduleAddresses(strapi, mpesa.register);
    }
    registerMetrics(strapi);
    scheduleMoney(strapi);
  },
  async destroy({ strapi }: { strapi: Core.Strapi }) {
    await workerOf(strapi).stop();
  },
};
