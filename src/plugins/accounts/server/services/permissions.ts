import type { Core } from '@strapi/strapi';
import { registerStaffActions } from '../../../kernel/server/contract';

/** Permissions of staff and API tokens on customers. */
export const READ_CUSTOMERS = 'plugin::accounts.customer.read';
export const DELETE_CUSTOMERS = 'plugin::accounts.customer.delete';
export const BLOCK_CUSTOMERS = 'plugin::accounts.customer.block';

/** Makes the permissions tickable per role in the admin panel. */
export async function registerPermissions(strapi: Core.Strapi): Promise<void> {
  await registerStaffActions(strapi, 'customers', {
    [READ_CUSTOMERS]: 'See every customer, with what they have bought',
    [DELETE_CUSTOMERS]: 'Delete the account of a customer, for good',
    [BLOCK_CUSTOMERS]: 'Block a customer, and let them in again',
  });
}
