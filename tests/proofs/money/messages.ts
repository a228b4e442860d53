import { newPhone, orderToPay, push } from '../../payments/paybill';
import { intentOf, order, payByCard } from '../../payments/till';
import { deliver } from '../../payments/post';
import { newKey } from '../../support/catalogue';
import type { Received } from '../../support/receiver';
import type { Desk } from './desk';
import type { Gate } from './gate';
import { approvePaypal, callsTo, type Purchase } from './verbs';

/** A message of a provider that brings a payment to its end. */
export interface MoneyMessage {
  currency: 'KES' | 'USD';
  /** Which server it comes to: one that is held up in messages works no others. */
  server: keyof Desk['servers'];
  /** A new order that has been paid, with the message that says so and is not delivered yet. */
  prepare(): Promise<{ purchase: Purchase; letter: Received }>;
  deliver(letter: Received, url: string): Promise<number>;
  /** What who works it asks its provider by, and what such a call names of a purchase. */
  asks?: { gate: Gate; of(purchase: Purchase): string };
}

/** The messages that providers send to one desk. */
export function moneyMessages(desk: Desk): Record<string, MoneyMessage> {
  const { counter, gates, post } = desk;
  const { shop, stripe, daraja, paypal } = counter;
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
      deliver,
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
      deliver,
    },
    'the webhook of PayPal': {
      currency: 'USD',
      server: 'third',
      async prepare() {
        const purchase = await order(shop, { paymentMethod: 'paypal' });
        const begun = await callsTo(desk, 'first').pay(
          'paypal/create-order',
          purchase,
          newKey(),
          {},
        );
        const reference = begun.body.data.paypalOrderId as string;
        await approvePaypal(paypal, reference);
        const letter = await post.letterWith('CHECKOUT.ORDER.APPROVED', reference);
        return { purchase: { ...purchase, reference }, letter };
      },
      // Who takes it in cannot ask PayPal, so that it is proved by who works it.
      async deliver(letter, url) {
        await paypal.fault({ on: 'webhook.verify', do: 'error' });
        return deliver(letter, url);
      },
      asks: { gate: gates.paypal, of: ({ reference }) => reference! },
    },
  };
}
