import { newPhone, orderToPay, push } from '../../payments/paybill';
import { intentOf, order, payByCard } from '../../payments/till';
import type { Received } from '../../support/receiver';
import type { Desk } from './desk';
import type { Purchase } from './verbs';

/** A message of a provider that brings a payment to its end. */
export interface MoneyMessage {
  currency: 'KES' | 'USD';
  /** Which server it comes to: one that is held up in messages works no others. */
  server: keyof Desk['servers'];
  /** A new order that has been paid, with the message that says so and is not delivered yet. */
  prepare(): Promise<{ purchase: Purchase; letter: Received }>;
}

/** The messages that providers send to one desk. */
export function moneyMessages({ counter, post }: Desk): Record<string, MoneyMessage> {
  const { shop, stripe, daraja } = counter;
  return {
    'the callback of M-Pesa': {
      currency: 'KES',
      server: 'second',
      async prepare() {
        await daraja.set({ phone: 'accepts' });
        const purchase = await orderToPay(shop);
        const { body } = await push(shop, purchase, { body: { phoneNumber: newPhone() } });
        return { purchase, letter: await post.letterWith(body.data.checkoutRequestId) };
      },
    },
    'the webhook of Stripe': {
      currency: 'USD',
      server: 'first',
      async prepare() {
        const purchase = await order(shop);
        const intentId = await intentOf(shop, purchase);
        await payByCard(stripe, intentId);
        return { purchase, letter: await post.letterWith('payment_intent.succeeded', intentId) };
      },
    },
  };
}
