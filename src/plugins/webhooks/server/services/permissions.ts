import type { Core } from '@strapi/strapi';
import { registerStaffActions } from '../../../kernel/server/contract';

/** What staff and API tokens may do with webhooks. */
export const READ = 'plugin::webhooks.endpoint.read';
export const MANAGE = 'plugin::webhooks.endpoint.manage';

/** Makes the permissions tickable per role in the admin panel. */
export async function registerPermissions(strapi: Core.Strapi): Promise<void> {
  await registerStaffActions(strapi, 'webhooks', {
    [READ]: 'See endpoints, their deliveries, and what other systems sent',
    [MANAGE]: 'Make, change and delete endpoints, send again, work a message again',
  });
}
