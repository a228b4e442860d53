import type { CustomRoute } from '../../../kernel/server/contract';

/** What payment providers call; their bodies come as they were signed. */
export const providerRoutes: readonly CustomRoute[] = [
  ['POST', '/payments/stripe/webhook', 'stripe.webhook', 'raw'],
];
