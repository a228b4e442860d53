import type { CustomRoute } from '../../../kernel/server/contract';

export const storefrontRoutes: readonly CustomRoute[] = [
  ['POST', '/orders', 'order.place'],
  ['GET', '/orders', 'order.list'],
  ['GET', '/orders/user/:userId', 'order.listOfUser'],
  ['GET', '/orders/history/:userId', 'order.listOfUser'],
  ['GET', '/orders/:id', 'order.read'],
  ['GET', '/orders/:id/track', 'order.track'],
  ['PUT', '/orders/:id/cancel', 'order.cancel'],
  ['DELETE', '/orders/:id', 'order.cancel'],
  ['PUT', '/orders/:id/status', 'order.move'],
];
