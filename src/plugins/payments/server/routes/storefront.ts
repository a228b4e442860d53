import type { CustomRoute } from '../../../kernel/server/contract';

export const storefrontRoutes: readonly CustomRoute[] = [
  ['GET', '/payments/methods', 'payments.methods'],
  ['POST', '/payments/stripe/create-intent', 'stripe.createIntent'],
  ['POST', '/payments/stripe/confirm', 'stripe.confirm'],
  ['POST', '/payments/mpesa/stk-push', 'mpesa.push'],
  ['POST', '/payments/paypal/create-order', 'paypal.createOrder'],
  ['POST', '/payments/paypal/capture', 'paypal.capture'],
  ['GET', '/payments/:orderId/status', 'payments.status'],
  ['POST', '/orders/:id/payment', 'payments.start'],
];
