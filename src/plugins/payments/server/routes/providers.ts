import type { CustomRoute } from '../../../kernel/server/contract';

/** What payment providers call; their bodies come as they were sent, whatever they are said to be. */
export const providerRoutes: readonly CustomRoute[] = [
  ['POST', '/payments/stripe/webhook', 'stripe.webhook', 'raw'],
  ['POST', '/payments/paypal/webhook', 'paypal.webhook', 'raw'],
  // Safaricom refuses addresses with its own names in them.
  ['POST', '/payments/callbacks/:token', 'mpesa.told', 'raw'],
  ['POST', '/payments/callbacks/:token/validation', 'mpesa.validate', 'raw'],
  ['POST', '/payments/callbacks/:token/:kind', 'mpesa.told', 'raw'],
  ['POST', '/payments/callbacks/:token/:kind/:command', 'mpesa.told', 'raw'],
  ['POST', '/payments/mpesa/callback', 'mpesa.told', 'raw'],
];
