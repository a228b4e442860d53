import type { CustomRoute } from '../../../kernel/server/contract';

export const operatorRoutes: readonly CustomRoute[] = [
  ['GET', '/health', 'operations.alive'],
  ['GET', '/health/detailed', 'operations.health'],
  ['GET', '/metrics', 'operations.metrics'],
];
