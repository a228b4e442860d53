import type { Core } from '@strapi/strapi';
import { registerStaffActions } from '../../../kernel/server/contract';

/** What staff and machines may do with reviews, beside moderating them in the panel. */
export const DELETE_REVIEWS = 'plugin::reviews.review.delete';

/** Makes the permission tickable per role in the admin panel. */
export async function registerPermissions(strapi: Core.Strapi): Promise<void> {
  await registerStaffActions(strapi, 'reviews', {
    [DELETE_REVIEWS]: 'Delete what customers have written, by the API',
  });
}
