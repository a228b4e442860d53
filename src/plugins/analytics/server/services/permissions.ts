import type { Core } from '@strapi/strapi';
import { OWN_STORES } from '../../../accounts/server/contract';
import { registerStaffActions } from '../../../kernel/server/contract';

/** The permission of staff and API tokens on figures. It has a twin for a manager's own stores. */
export const READ_FIGURES = 'plugin::analytics.figures.read';

/** Makes the permissions tickable per role in the admin panel. */
export async function registerPermissions(strapi: Core.Strapi): Promise<void> {
  await registerStaffActions(strapi, 'figures', {
    [READ_FIGURES]: 'See the figures of the whole shop',
    [READ_FIGURES + OWN_STORES]: 'See the figures of the stores one manages',
  });
}
