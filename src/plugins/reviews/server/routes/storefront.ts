import type { CustomRoute } from '../../../kernel/server/contract';

export const storefrontRoutes: readonly CustomRoute[] = [
  ['GET', '/products/:id/reviews', 'review.list'],
  ['POST', '/products/:id/reviews', 'review.create'],
  ['PUT', '/reviews/:id', 'review.update'],
  ['DELETE', '/reviews/:id', 'review.delete'],
  ['POST', '/reviews/:id/helpful', 'review.vote'],
];
