import type { Core } from '@strapi/strapi';
import { registerStaffActions } from '../../../kernel/server/contract';

/** Permissions of staff and API tokens on customers. */
export const READ_CUSTOMERS = 'plugin::accounts.customer.read';
export const DELETE_CUSTOMERS = 'plugin::accounts.customer.delete';
export const BLOCK_CUSTOMERS = 'plugin::accounts.customer.block';

/** Makes the permissions tickable per role in the admin panel. */
export async function registerCustomerActions(strapi: Core.Strapi): Promise<void> {
  await registerStaffActions(strapi, {
    pluginName: 'accounts',
    subCategory: 'customers',
    actions: {
      'customer.read': 'See every customer, with what they have bought',
      'customer.delete': 'Delete the account of a customer, for good',
      'customer.block': 'Block a customer, and let them in again',
    },
  });
}
