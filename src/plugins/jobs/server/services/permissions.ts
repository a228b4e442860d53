import type { Core } from '@strapi/strapi';
import { registerStaffActions } from '../../../kernel/server/contract';

/** Permissions of staff on jobs that failed. */
export const READ_DEAD_LETTERS = 'plugin::jobs.dead-letters.read';
export const RUN_AGAIN = 'plugin::jobs.dead-letters.run-again';

/** Makes the permissions tickable per role in the admin panel. */
export async function registerPermissions(strapi: Core.Strapi): Promise<void> {
  await registerStaffActions(strapi, 'failed jobs', {
    [READ_DEAD_LETTERS]: 'See',
    [RUN_AGAIN]: 'Run again',
  });
}
