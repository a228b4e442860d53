import type { Core } from '@strapi/strapi';
import { ensureStaffRoles } from './plugins/accounts/server/contract';
import { openPublicTypes } from './plugins/kernel/server/contract';
import { staffRoles } from './staff-roles';

/** The roof: what needs every plugin to be there already. */
export default {
  async bootstrap({ strapi }: { strapi: Core.Strapi }) {
    await openPublicTypes(strapi);
    await ensureStaffRoles(strapi, staffRoles);
  },
};
