import type { Core } from '@strapi/strapi';
import { registerStaffActions } from '../../../accounts/server/contract';

/** What staff and machines may do with reviews, beside moderating them in the panel. */
export const DELETE_REVIEWS = 'plugin::reviews.review.delete';

/** Makes the permission tickable per role in the admin panel. */
export async function registerReviewActions(strapi: Core.Strapi): Promise<void> {
  await registerStaffActions(strapi, {
    pluginName: 'reviews',
    subCategory: 'reviews',
    actions: { 'review.delete': 'Delete what customers have written, by the API' },
  });
}
