import { newPhone, orderToPay } from '../../payments/paybill';
import { deliver } from '../../payments/post';
import { intentOf, order, payByCard, type Ordered } from '../../payments/till';
import { newKey } from '../../support/catalogue';
import { bearer, call, type HttpAnswer } from '../../support/http';
import type { Steps } from '../../support/steps';
import type { EmulatorProcess } from '../../support/emulators';
import type { Desk } from './desk';
import { deliverUntilDone } from './ends';
import type { Gate } from './gate';
import type { Point } from './hold-up';

/** An order, with what it is called elsewhere. */
export interface Purchase extends Ordered {
  /** Of the payment, as its provider calls it. */
  reference?: string;
  phoneNumber?: string;
}

/** Something about money that is done by a call which can be held up at each of its points. */
export interface MoneyVerb {
  currency: 'KES' | 'USD';
  /** Which server is called for it. */
  server: keyof Desk['servers'];
  /** Where its statements are made. */
  steps(): Steps;
  /** What its calls to a provider go through. */
  gate?: Gate;
  /** What such a call names of a purchase, where others may come by meanwhile. */
  of?(purchase: Purchase): string;
  /** The points at which it is killed, where one process cannot stand at all that it passes. */
  at?: readonly Point[];
  /** Whether it is itself what is done in the background: to look for work is a step of it. */
  isBackground?: true;
  /** Brings a new order to where it can be done. */
  prepare(): Promise<Purchase>;
  /** Does it under an idempotency key. */
  run(purchase: Purchase, key: Key): Promise<HttpAnswer>;
  /** What the buyer does afterwards, told by the answer's data where there was one. */
  follow?(purchase: Purchase, data: Begun): Promise<unknown>;
  end: End;
}

/** What a buyer is told who begins to pay; each way to pay has its own. */
export interface Begun {
  intentId: string;
  paypalOrderId: string;
  checkoutRequestId: string;
}

export type Key = ReturnType<typeof newKey>;

/** Where an order and its money are in the end, in minor units. */
export interface End {
  state: string;
  isPaid: boolean;
  refunded: number | 'all';
}

export const PAID: End = { state: 'confirmed', isPaid: true, refunded: 0 };
export const ALL_BACK: End = { state: 'refunded', isPaid: true, refunded: 'all' };
const CENTS_BACK = 700;
/** So much goes back to the phone; all of it would be taken back instead. */
const SHILLINGS_BACK = 200_00;

/** The verbs, done at one desk. */
export function moneyVerbs(desk: Desk): Record<string, MoneyVerb> {
  const { counter, gates, post } = desk;
  const { shop, stripe, daraja, paypal } = counter;
  const [first, second, third] = (['first', 'second', 'third'] as const).map((server) =>
    callsTo(desk, server),
  ) as [Calls, Calls, Calls];

  const must = async (called: Promise<HttpAnswer>): Promise<Begun> => {
    const { status, body } = await called;
    if (status >= 300) throw new Error(JSON.stringify(body));
    return body.data as Begun;
  };
  const confirm: MoneyVerb['run'] = (purchase, key) =>
    first.pay('stripe/confirm', purchase, key, { intentId: purchase.reference });
  const byReference = ({ reference }: Purchase) => reference!;
  const paidAtStripe = async (): Promise<Purchase> => {
    const placed = await order(shop);
    const reference = await intentOf(shop, placed);
    await payByCard(stripe, reference);
    return { ...placed, reference };
  };

  const createOrder: MoneyVerb['run'] = (purchase, key) =>
    second.pay('paypal/create-order', purchase, key, {});
  const capture: MoneyVerb['run'] = (purchase, key) =>
    second.pay('paypal/capture', purchase, key, { paypalOrderId: purchase.reference });
  const newOrder = () => order(shop, { paymentMethod: 'paypal' });
  const approved = async (): Promise<Purchase> => {
    const placed = await newOrder();
    const { paypalOrderId: reference } = await must(createOrder(placed, newKey()));
    await approvePaypal(paypal, reference);
    return { ...placed, reference };
  };

  const ring: MoneyVerb['run'] = (purchase, key) =>
    second.pay('mpesa/stk-push', purchase, key, { phoneNumber: purchase.phoneNumber });
  const onThePhone = async (phone: 'asks' | 'accepts'): Promise<Purchase> => {
    await daraja.set({ phone });
    return { ...(await orderToPay(shop)), phoneNumber: newPhone() };
  };
  const paidByPhone = async (): Promise<Purchase> => {
    const purchase = await onThePhone('accepts');
    const { checkoutRequestId } = await must(ring(purchase, newKey()));
    // Not to the server whose statements are looked at: what it does afterwards would be among them.
    const letter = await post.letterWith(checkoutRequestId);
    await deliverUntilDone(() => deliver(letter, shop.url), shop, purchase, PAID);
    return purchase;
  };

  return {
    'the prompt of M-Pesa': {
      ...second.verb,
      currency: 'KES',
      gate: gates.daraja,
      prepare: () => onThePhone('asks'),
      run: ring,
      end: PAID,
    },
    'a refund by M-Pesa': {
      ...second.verb,
      currency: 'KES',
      gate: gates.daraja,
      prepare: paidByPhone,
      run: second.giveBack(SHILLINGS_BACK),
      end: { ...PAID, refunded: SHILLINGS_BACK },
    },
    'a reversal by M-Pesa': {
      ...second.verb,
      currency: 'KES',
      gate: gates.daraja,
      prepare: paidByPhone,
      run: (purchase, key) => second.giveBack(purchase.total)(purchase, key),
      end: ALL_BACK,
    },
    'the beginning of a payment by Stripe': {
      ...first.verb,
      gate: gates.stripe,
      prepare: () => order(shop),
      run: (purchase, key) => first.pay('stripe/create-intent', purchase, key, {}),
      follow: (_, { intentId }) => payByCard(stripe, intentId),
      end: PAID,
    },
    'the shopper’s return from Stripe': {
      ...first.verb,
      gate: gates.stripe,
      of: byReference,
      prepare: paidAtStripe,
      run: confirm,
      end: PAID,
    },
    'a refund by Stripe': {
      ...first.verb,
      gate: gates.stripe,
      of: byReference,
      async prepare() {
        const purchase = await paidAtStripe();
        await must(confirm(purchase, newKey()));
        return purchase;
      },
      run: first.giveBack(CENTS_BACK),
      end: { ...PAID, refunded: CENTS_BACK },
    },
    'a refund by Stripe that is owed': {
      ...first.verb,
      isBackground: true,
      steps: () => desk.backRoom.steps,
      gate: gates.stripe,
      of: byReference,
      async prepare() {
        const purchase = await paidAtStripe();
        await must(confirm(purchase, newKey()));
        await must(first.cancel(purchase));
        await desk.backRoom.restoreBalance();
        return purchase;
      },
      async run(purchase) {
        await letOnlyBeDue(desk, purchase);
        const data = await desk.backRoom.workMoney();
        return { status: data === 'worked' ? 200 : 500, headers: new Headers(), body: { data } };
      },
      end: { ...ALL_BACK, state: 'cancelled' },
    },
    'the beginning of a payment by PayPal': {
      ...second.verb,
      gate: gates.paypal,
      prepare: newOrder,
      run: createOrder,
      follow: (_, { paypalOrderId }) => approvePaypal(paypal, paypalOrderId),
      end: PAID,
    },
    'a payment by PayPal that needs an access token': {
      ...third.verb,
      gate: gates.paypal,
      // The first call is refused for its token; who fetches another one keeps all from fetching one.
      at: [{ moment: 'answer', turn: 2 }],
      prepare: newOrder,
      async run(purchase, key) {
        await paypal.tell('POST', 'tokens/forget');
        return third.pay('paypal/create-order', purchase, key, {});
      },
      follow: (_, { paypalOrderId }) => approvePaypal(paypal, paypalOrderId),
      end: PAID,
    },
    'a capture by PayPal': {
      ...second.verb,
      gate: gates.paypal,
      prepare: approved,
      run: capture,
      end: PAID,
    },
    'a refund by PayPal': {
      ...second.verb,
      gate: gates.paypal,
      async prepare() {
        const purchase = await approved();
        await must(capture(purchase, newKey()));
        return purchase;
      },
      run: second.giveBack(CENTS_BACK),
      end: { ...PAID, refunded: CENTS_BACK },
    },
    'cash that is collected': {
      ...first.verb,
      prepare: () => order(shop, { paymentMethod: 'cash_on_delivery' }),
      run: ({ documentId, total }, key) =>
        first.asStaff(`${documentId}/cash`, key, { amount: total }),
      end: PAID,
    },
    'the end of an unpaid order': {
      ...first.verb,
      steps: () => desk.backRoom.steps,
      async prepare() {
        const placed = await order(shop);
        await intentOf(shop, placed);
        return placed;
      },
      async run(purchase) {
        await letExpire(desk, purchase);
        const data = await desk.backRoom.expireOrders();
        return { status: data === 'ended' ? 200 : 500, headers: new Headers(), body: { data } };
      },
      end: { state: 'cancelled', isPaid: false, refunded: 0 },
    },
  };
}

/** What the payer does on PayPal's page. */
export function approvePaypal({ url }: EmulatorProcess, id: string): Promise<Response> {
  const page = `${url}/_emulator/orders/${id}/approve`;
  return fetch(page, { method: 'POST', redirect: 'manual' });
}

type Calls = ReturnType<typeof callsTo>;

/** What is alike in the verbs of a server. */
export function callsTo({ servers, counter: { shop } }: Desk, server: MoneyVerb['server']) {
  const post = (path: string, headers: Record<string, string>, body: object) =>
    call('POST', `${servers[server].url}/api/payments/${path}`, { headers, body });
  const asStaff = async (path: string, key: Key, body: object) =>
    post(path, { ...key, ...bearer(await shop.apiToken()) }, body);
  return {
    verb: { currency: 'USD', server, steps: () => servers[server].steps } as const,
    asStaff,
    pay: (path: string, { accessToken, documentId }: Purchase, key: Key, body: object) =>
      post(path, { ...key, 'X-Order-Token': accessToken }, { orderId: documentId, ...body }),
    cancel: async ({ documentId }: Purchase) =>
      call('PUT', `${servers[server].url}/api/orders/${documentId}/cancel`, {
        headers: { ...newKey(), ...bearer(await shop.apiToken()) },
      }),
    giveBack:
      (amount: number): MoneyVerb['run'] =>
      ({ documentId }, key) =>
        asStaff(`${documentId}/refund`, key, { amount, reason: 'Came back' }),
  };
}

let expired = 0;

/** Lets the time of an order run out, longer ago than that of any before it: it is ended first. */
async function letExpire({ counter: { shop } }: Desk, { documentId }: Ordered): Promise<void> {
  expired += 1;
  await shop.sql(
    `UPDATE payments SET due_at = due_at - interval '3 hours'
      WHERE order_id = (SELECT id FROM orders WHERE document_id = $1)`,
    [documentId],
  );
  await shop.sql(
    `UPDATE orders SET placed_at = placed_at - make_interval(hours => $2) WHERE document_id = $1`,
    [documentId, 3 + expired],
  );
}

/** Lets the provider of an order's refund have to be called now, and of nothing else. */
async function letOnlyBeDue({ counter: { shop } }: Desk, { documentId }: Ordered): Promise<void> {
  await shop.sql(
    `UPDATE payment_operations one
        SET next_check_at = now() + CASE WHEN one.payment_id = ANY (
              SELECT payments.id FROM payments JOIN orders ON orders.id = order_id
               WHERE orders.document_id = $1) THEN interval '0' ELSE interval '1 hour' END
      WHERE id IN (SELECT id FROM payment_operations WHERE next_check_at IS NOT NULL
                      FOR UPDATE SKIP LOCKED)`,
    [documentId],
  );
}
