import type { Core } from '@strapi/strapi';
import { OWN_STORES, registerStaffActions } from '../../../accounts/server/contract';

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

/** Makes the permissions on stock tickable per role in the admin panel. */
export async function registerStockPermissions(strapi: Core.Strapi): Promise<void> {
  await registerStaffActions(strapi, {
    pluginName: 'inventory',
    subCategory: 'Stock',
    actions: {
      'stock.update': 'Change what stores have, by the API',
      [`stock.update${OWN_STORES}`]: 'Change what the stores have that one manages, by the API',
    },
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
