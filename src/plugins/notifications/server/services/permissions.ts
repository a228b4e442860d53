import type { Core } from '@strapi/strapi';
import { registerStaffActions } from '../../../kernel/server/contract';

/** What staff and machines may do with messages, beside reading and editing them in the panel. */
export const PREVIEW = 'plugin::notifications.template.preview';
export const TEST = 'plugin::notifications.template.test';
export const RESEND = 'plugin::notifications.message.resend';

/** Makes the permissions tickable per role in the admin panel. */
export async function registerPermissions(strapi: Core.Strapi): Promise<void> {
  await registerStaffActions(strapi, 'messages', {
    [PREVIEW]: 'See what a template looks like',
    [TEST]: 'Send a template to oneself as a test',
    [RESEND]: 'Send a message again that failed',
  });
}
