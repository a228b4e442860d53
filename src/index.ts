import type { Core } from '@strapi/strapi';
import { ensureFirstAdministrator, ensureStaffRoles } from './plugins/accounts/server/contract';
import { beginWork } from './plugins/jobs/server/contract';
import { databaseOf, openPublicTypes, redisOf } from './plugins/kernel/server/contract';
import { editorialTypes, staffRoles } from './staff-roles';

/** The roof: what needs every plugin to be there already, or gone. */
export default {
  async bootstrap({ strapi }: { strapi: Core.Strapi }) {
    await openPublicTypes(strapi);
    await ensureStaffRoles(strapi, staffRoles, editorialTypes);
    await ensureFirstAdministrator(strapi);
    await beginWork(strapi);
  },
  async destroy({ strapi }: { strapi: Core.Strapi }) {
    // Strapi ends plugins in the order in which it begins them, and those above still need it then.
    redisOf(strapi)?.disconnect();
    await databaseOf(strapi).close();
  },
};
