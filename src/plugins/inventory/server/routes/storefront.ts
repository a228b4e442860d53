import type { CustomRoute } from '../../../kernel/server/contract';

export const storefrontRoutes: readonly CustomRoute[] = [
  ['GET', '/stores/nearby', 'nearby.find'],
  ['GET', '/stores/availability', 'nearby.ofList'],
  ['GET', '/stores/:id/availability', 'stock.availability'],
];
