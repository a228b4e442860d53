import type { CustomRoute } from '../../../kernel/server/contract';

export const storefrontRoutes: readonly CustomRoute[] = [
  ['GET', '/payments/methods', 'payments.methods'],
  ['POST', '/payments/stripe/create-intent', 'stripe.createIntent'],
  ['POST', '/payments/stripe/confirm', 'stripe.confirm'],
  ['GET', '/payments/:orderId/status', 'payments.status'],
  ['POST', '/orders/:id/payment', 'payments.start'],
];
