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
import { createDeletions } from './services/customers/deletions';
import { tellCustomerEdits } from './services/customers/tell-edits';
import { createLimits } from './services/limits';
import { defineRecovery } from './services/passwords/recovery';
import { registerPermissions } from './services/permissions';
import { createFindCustomer } from './services/sessions/live-customers';
import { keepSessionsByDatabaseClock } from './services/sessions/session-manager';
import { createSignIns } from './services/sessions/sign-ins';
import { judgeTokensAlike } from './services/sessions/strapi-sessions';
import { admitStaff } from './services/staff/admit-staff';
import { keepApiTokensByDatabaseClock } from './services/staff/api-tokens';
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
