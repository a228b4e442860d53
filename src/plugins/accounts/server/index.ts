import type { Core } from '@strapi/strapi';
import {
  databaseOf,
  define,
  defineExtension,
  explainConstraints,
  registerRoutes,
} from '../../kernel/server/contract';
import { schedule } from '../../jobs/server/contract';
import account from './controllers/account';
import addresses from './controllers/addresses';
import profile from './controllers/profile';
import recovery from './controllers/recovery';
import session from './controllers/session';
import { customerRecords } from './middlewares/customer-records';
import { storefrontRoutes } from './routes/storefront';
import { admitStaff } from './services/admit-staff';
import { registerPermissions } from './services/permissions';
import { createDeletions } from './services/deletions';
import { createLimits } from './services/limits';
import { createFindCustomer } from './services/live-customers';
import { defineRecovery } from './services/recovery';
import { createSignIns } from './services/sign-ins';
import { keepApiTokensByDatabaseClock } from './services/api-tokens';
import { keepSessionsByDatabaseClock } from './services/session-manager';
import { judgeTokensAlike } from './services/strapi-sessions';
import { tellCustomerEdits } from './services/tell-edits';
import { pruneFailures } from './sql/prune-failures';
import { pruneSessions } from './sql/prune-sessions';
import { explanations, neededColumns, tables } from './tables';

export default {
  controllers: { account, addresses, profile, recovery, session },
  services: {
    limits: ({ strapi }: { strapi: Core.Strapi }) => createLimits(strapi),
    'sign-ins': createSignIns,
    deletions: createDeletions,
    'find-customer': createFindCustomer,
  },
  register({ strapi }: { strapi: Core.Strapi }) {
    registerRoutes(strapi, 'accounts', storefrontRoutes);
    explainConstraints(strapi, explanations);
    keepSessionsByDatabaseClock(strapi);
    keepApiTokensByDatabaseClock(strapi);
    judgeTokensAlike(strapi);
    admitStaff(strapi);
    strapi.documents.use(customerRecords(strapi));
    tellCustomerEdits(strapi);
  },
  async bootstrap({ strapi }: { strapi: Core.Strapi }) {
    const database = databaseOf(strapi);
    await defineExtension(database, 'pg_trgm', 'by which customers are found');
    await define(database, { name: 'accounts', needs: neededColumns, script: tables });
    await registerPermissions(strapi);
    defineRecovery(strapi);
    schedule(strapi, {
      name: 'accounts.prune-failures',
      everySeconds: 60 * 60,
      run: async () => {
        await database.query(pruneFailures, []);
      },
    });
    schedule(strapi, {
      name: 'accounts.prune-sessions',
      everySeconds: 60 * 60,
      run: async () => {
        await database.query(pruneSessions, []);
      },
    });
  },
};
