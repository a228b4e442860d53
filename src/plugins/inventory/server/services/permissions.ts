import type { Core } from '@strapi/strapi';
import { OWN_STORES } from '../../../accounts/server/contract';
import { registerStaffActions } from '../../../kernel/server/contract';

/** The permission of staff and API tokens on stock. It has a twin for a manager's own stores. */
export const UPDATE_STOCK = 'plugin::inventory.stock.update';

/** What we use of Strapi's own service. */
interface PermissionService {
  conditionProvider: {
    register(condition: {
      displayName: string;
      name: string;
      plugin: string;
      handler: (user: { id: number }) => object;
    }): Promise<unknown>;
  };
}

/** Makes the permissions tickable per role in the admin panel. */
export async function registerPermissions(strapi: Core.Strapi): Promise<void> {
  await registerStaffActions(strapi, 'Stock', {
    [UPDATE_STOCK]: 'Change what stores have, by the API',
    [UPDATE_STOCK + OWN_STORES]: 'Change what the stores have that one manages, by the API',
  });
  const { conditionProvider } = strapi.service('admin::permission') as PermissionService;
  // A condition of the content manager, beside its rights on stock levels: `plugin::inventory.own-stores`.
  await conditionProvider.register({
    displayName: 'Of a store that they manage',
    name: 'own-stores',
    plugin: 'inventory',
    handler: ({ id }) => ({ 'store.managers': { $elemMatch: { id: { $in: [id] } } } }),
  });
}
