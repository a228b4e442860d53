import type { Core } from '@strapi/strapi';
import { OWN_STORES } from '../../../accounts/server/contract';
import { registerStaffActions } from '../../../kernel/server/contract';

/** Permissions of staff and API tokens on orders. Each has a twin for a manager's own stores. */
export const READ_ORDERS = 'plugin::orders.order.read';
export const MOVE_ORDERS = 'plugin::orders.order.move';

/** Makes the permissions tickable per role in the admin panel. */
export async function registerPermissions(strapi: Core.Strapi): Promise<void> {
  await registerStaffActions(strapi, 'orders', {
    [READ_ORDERS]: 'See and export every order',
    [READ_ORDERS + OWN_STORES]: 'See and export the orders of the stores one manages',
    [MOVE_ORDERS]: 'Move every order along its states, note, track and correct it',
    [MOVE_ORDERS + OWN_STORES]: 'The same for the orders of the stores one manages',
  });
}
