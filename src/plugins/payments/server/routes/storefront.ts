import type { CustomRoute } from '../../../kernel/server/contract';

export const storefrontRoutes: readonly CustomRoute[] = [
  ['GET', '/payments/methods', 'methods.find'],
];
