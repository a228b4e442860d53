import type { CustomRoute } from '../../../kernel/server/contract';

export const storefrontRoutes: readonly CustomRoute[] = [
  ['GET', '/products/search', 'products.search'],
  ['GET', '/products/suggest', 'products.suggest'],
  ['POST', '/search/clicks', 'products.clicked'],
  ['POST', '/search/orders', 'products.ordered'],
];
