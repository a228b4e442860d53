import type { CustomRoute } from '../../../kernel/server/contract';

/** For staff and API tokens. */
export const staffRoutes: readonly CustomRoute[] = [
  ['POST', '/upload/image', 'uploads.create'],
  ['POST', '/upload/images', 'uploads.create'],
  ['DELETE', '/upload/:publicId', 'uploads.delete'],
  ['POST', '/products/:id/images', 'product-images.create'],
  ['DELETE', '/products/:id/images/:imageId', 'product-images.delete'],
];
