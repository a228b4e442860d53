import type { Core } from '@strapi/strapi';
import { registerStaffActions } from '../../../kernel/server/contract';

/** Permissions of staff and API tokens on the search. */
export const READ_REPORT = 'plugin::search.report.read';
export const REBUILD_INDEX = 'plugin::search.index.rebuild';

/** Makes the permissions tickable per role in the admin panel. */
export async function registerPermissions(strapi: Core.Strapi): Promise<void> {
  await registerStaffActions(strapi, 'Search', {
    [READ_REPORT]: 'See what is searched for',
    [REBUILD_INDEX]: 'Have the search index made anew',
  });
}
