import { newPhone, orderToPay, payByHand, push } from '../../payments/paybill';
import { intentOf, order, payByCard } from '../../payments/till';
import { deliver } from '../../payments/post';
import { newKey } from '../../support/catalogue';
import type { HttpAnswer } from '../../support/http';
import type { Received } from '../../support/receiver';
import type { Desk } from './desk';
import { deliverUntilDone } from './ends';
import type { Gate } from './gate';
import { ALL_BACK, approvePaypal, callsTo, PAID, type End, type Purchase } from './verbs';

/** A message of a provider that brings a payment, or a refund, to its end. */
export interface MoneyMessage {
  provider: 'mpesa' | 'stripe' | 'paypal';
  currency: 'KES' | 'USD';
  /** Which server it comes to: one that is held up in messages works no others. */
  server: keyof Desk['servers'];
  /** A new order with the message about its money, which has moved; it is not delivered yet. */
  prepare(): Promise<{ purchase: Purchase; letter: Received }>;
  deliver(letter: Received, url: string): Promise<number>;
  /** What who works it asks its provider by, and what such a call names of a purchase. */
  asks?: { gate: Gate; of(purchase: Purchase): string };
  end: End;
}

/** The messages that providers send to one desk. */
export function moneyMessages(desk: Desk): Record<string, MoneyMessage> {
  const { counter, gates, post } = desk;
  const { shop, stripe, daraja, paypal } = counter;
  const first = callsTo(desk, 'first');
  /** What Safaricom calls a refund that was begun. */
  const nameOf = async ({ body }: HttpAnswer): Promise<string> => {
    const [refund] = await shop.sql<{ provider_id: string }>(
      'SELECT provider_id FROM payment_operations WHERE document_id = $1',
      [body.data.refundId],
    );
    return refund!.provider_id;
  };
  const paidByPhone = async () => {
    await daraja.set({ phone: 'accepts' });
    const purchase = await orderToPay(shop);
    const { body } = await push(shop, purchase, { body: { phoneNumber: newPhone() } });
    return { purchase, letter: await post.letterWith(body.data.checkoutRequestId) };
  };
  return {
    'the callback of M-Pesa': {
      provider: 'mpesa',
      currency: 'KES',
      server: 'second',
      prepare: paidByPhone,
      deliver,
      end: PAID,
    },
    'the result of a reversal by M-Pesa': {
      provider: 'mpesa',
      currency: 'KES',
      server: 'third',
      async prepare() {
        const { purchase, letter } = await paidByPhone();
        await deliverUntilDone(() => deliver(letter, shop.url), shop, purchase, PAID);
        const begun = await first.giveBack(purchase.total)(purchase, newKey());
        return { purchase, letter: await post.letterWith(await nameOf(begun)) };
      },
      deliver,
      end: ALL_BACK,
    },
    'the confirmation of the paybill': {
      provider: 'mpesa',
      currency: 'KES',
      server: 'first',
      async prepare() {
        const purchase = await orderToPay(shop);
        const receipt = await payByHand(daraja, purchase);
        return { purchase, letter: await post.letterWith(receipt) };
      },
      deliver,
      end: PAID,
    },
    'the webhook of Stripe': {
      provider: 'stripe',
      currency: 'USD',
      server: 'first',
      async prepare() {
        const purchase = await order(shop);
        const intentId = await intentOf(shop, purchase);
        await payByCard(stripe, intentId);
        return { purchase, letter: await post.letterWith('payment_intent.succeeded', intentId) };
      },
      deliver,
      end: PAID,
    },
    'the webhook of PayPal': {
      provider: 'paypal',
      currency: 'USD',
      server: 'third',
      async prepare() {
        const purchase = await order(shop, { paymentMethod: 'paypal' });
        const begun = await first.pay('paypal/create-order', purchase, newKey(), {});
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
      end: PAID,
    },
  };
}
