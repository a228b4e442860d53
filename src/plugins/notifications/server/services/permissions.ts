import type { Core } from '@strapi/strapi';
import { registerStaffActions } from '../../../accounts/server/contract';

/** What staff and machines may do with messages, beside reading and editing them in the panel. */
export const PREVIEW = 'plugin::notifications.template.preview';
export const TEST = 'plugin::notifications.template.test';
export const RESEND = 'plugin::notifications.message.resend';

/** Makes the permissions tickable per role in the admin panel. */
export async function registerMessageActions(strapi: Core.Strapi): Promise<void> {
  await registerStaffActions(strapi, {
    pluginName: 'notifications',
    subCategory: 'messages',
    actions: {
      'template.preview': 'See what a template looks like',
      'template.test': 'Send a template to oneself as a test',
      'message.resend': 'Send a message again that failed',
    },
  });
}
