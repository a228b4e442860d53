import type { PaymentMethod } from '../../../orders/server/contract';

/** What a storefront calls each method where it has no words of its own. */
export const METHOD_NAMES: Readonly<Record<PaymentMethod, string>> = {
  cash_on_delivery: 'Cash on delivery',
  stripe: 'Card',
  mpesa: 'M-Pesa',
  paypal: 'PayPal',
};
