import type { Core } from '@strapi/strapi';
import { registerStaffActions } from '../../../kernel/server/contract';

/** Permissions of staff and API tokens on images, by the API. */
export const UPLOAD_IMAGES = 'plugin::media.uploads.create';
export const DELETE_IMAGES = 'plugin::media.uploads.delete';
export const ADD_PRODUCT_IMAGES = 'plugin::media.product-images.create';
export const TAKE_AWAY_PRODUCT_IMAGES = 'plugin::media.product-images.delete';

/** Makes the permissions tickable per role in the admin panel. */
export async function registerPermissions(strapi: Core.Strapi): Promise<void> {
  await registerStaffActions(strapi, 'images by the API', {
    [UPLOAD_IMAGES]: 'Upload',
    [DELETE_IMAGES]: 'Delete',
  });
  await registerStaffActions(strapi, 'images of a product by the API', {
    [ADD_PRODUCT_IMAGES]: 'Add',
    [TAKE_AWAY_PRODUCT_IMAGES]: 'Take away',
  });
}
