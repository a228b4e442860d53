import type { Core } from '@strapi/strapi';
import { registerStaffActions } from '../../../accounts/server/contract';

/** What staff and API tokens may do with webhooks. */
export const READ = 'plugin::webhooks.endpoint.read';
export const MANAGE = 'plugin::webhooks.endpoint.manage';

/** Makes the permissions tickable per role in the admin panel. */
export async function registerWebhookActions(strapi: Core.Strapi): Promise<void> {
  await registerStaffActions(strapi, {
    pluginName: 'webhooks',
    subCategory: 'webhooks',
    actions: {
      'endpoint.read': 'See endpoints, their deliveries, and what other systems sent',
      'endpoint.manage': 'Make, change and delete endpoints, send again, work a message again',
    },
  });
}
