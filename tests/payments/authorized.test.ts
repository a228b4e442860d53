import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { newKey } from '../support/catalogue';
import { bearer, call, refusal } from '../support/http';
import { preloading } from '../support/server-process';
import { until } from '../support/until';
import {
  buyer,
  closeTill,
  intentOf,
  isBack,
  isPaid,
  letQuestionsCome,
  moneyOf,
  moneyWhen,
  openTill,
  order,
  payByCard,
  refund,
  runNow,
  STRIPE_SETTINGS,
  type Money,
  type Ordered,
  type Till,
} from './till';

/** What the voucher office keeps. */
interface Booking {
  id: string;
  state: string;
  amount: number;
  currency: string;
  why: string;
}

/** The voucher office of example-provider/: bookings once per key, and a fault to come. */
const office = {
  bookings: new Map<string, Booking>(),
  breaks: 'never' as 'never' | 'after',
};
let server: Server;
let till: Till;

beforeAll(async () => {
  server = createServer((request, response) => {
    const key = request.url!.split('/').at(-1)!;
    let text = '';
    request.on('data', (part) => (text += part));
    request.on('end', () => {
      if (request.method === 'PUT' && !office.bookings.has(key)) book(key, JSON.parse(text));
      const breaks = office.breaks;
      office.breaks = 'never';
      if (breaks === 'after') return void response.destroy();
      const booking = office.bookings.get(key);
      response.writeHead(booking === undefined ? 404 : 200).end(JSON.stringify(booking ?? {}));
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  till = await openTill({
    STRIPE_CAPTURE: 'manual',
    ...preloading(join(__dirname, 'example-provider/enable.js')),
    VOUCHER_OFFICE_URL: `http://127.0.0.1:${port}`,
  });
});
afterAll(async () => {
  await closeTill(till);
  server.closeAllConnections();
  server.close();
});

function book(key: string, { voucher = '', amount }: { voucher?: string; amount: number }): void {
  const state = voucher === 'SPENT000' ? 'refused' : 'done';
  office.bookings.set(key, {
    id: `booking-${key}`,
    state,
    amount,
    currency: 'USD',
    why: 'This voucher is spent.',
  });
}

const isAuthorized = ({ paymentStatus }: Money) => paymentStatus === 'authorized';

/** An order whose money is reserved on a card. */
async function authorized(
  options: Parameters<typeof order>[1] = {},
): Promise<Ordered & { intentId: string }> {
  const { shop, stripe } = till;
  const placed = await order(shop, options);
  const intentId = await intentOf(shop, placed);
  await payByCard(stripe, intentId);
  expect(await moneyWhen(shop, placed, isAuthorized)).toMatchObject({
    status: 'confirmed',
    amountPaid: 0,
    amountDue: 0,
  });
  return { ...placed, intentId };
}

const move = async (placed: Ordered, status: string) =>
  call('PUT', `${till.shop.url}/api/orders/${placed.documentId}/status`, {
    headers: bearer(await till.shop.apiToken()),
    body: { status },
  });

const payBy = (placed: Ordered, voucher: string, key = newKey()) =>
  call('POST', `${till.shop.url}/api/orders/${placed.documentId}/payment`, {
    headers: { ...key, ...buyer(placed) },
    body: { method: 'voucher', voucher },
  });

/** Why staff were told to look at a payment of an order. */
async function reviewsOf({ documentId }: Ordered): Promise<unknown[]> {
  const told = await till.shop.sql(
    `SELECT payload ->> 'why' AS why FROM outbox
      WHERE event = 'payment.review' AND payload ->> 'orderId' = $1`,
    [documentId],
  );
  return told.map(({ why }) => why);
}

describe('Money that is only reserved', () => {
  test('is taken when the goods leave, once', async () => {
    const { shop, stripe } = till;
    const placed = await authorized();
    expect((await stripe.ledger()).entries.some(({ id }) => id === placed.intentId)).toBe(false);
    expect(refusal(await refund(shop, placed, {}))).toEqual([409, 'NOTHING_TO_REFUND']);
    for (const status of ['preparing', 'shipped']) {
      expect((await move(placed, status)).status).toBe(200);
    }
    await runNow(shop, 'payments.restore_balance');
    expect(await moneyWhen(shop, placed, isPaid)).toMatchObject({ amountPaid: placed.total });
    const taken = (await stripe.ledger()).entries.filter(({ id }) => id === placed.intentId);
    expect(taken).toMatchObject([{ amount: placed.total }]);
  });

  test('F-05 whose capture is not answered is taken once', async () => {
    const { shop, stripe } = till;
    const placed = await authorized();
    await stripe.fault(
      { on: 'event', do: 'never', times: null },
      { on: 'intent.capture', do: 'error_after' },
    );
    for (const status of ['preparing', 'shipped']) await move(placed, status);
    await runNow(shop, 'payments.restore_balance');
    await moneyWhen(shop, placed, isPaid, 6_000);
    await letQuestionsCome(shop);
    expect(await moneyWhen(shop, placed, isPaid)).toMatchObject({ amountPaid: placed.total });
    await stripe.clearFaults();
    const taken = (await stripe.ledger()).entries.filter(({ id }) => id === placed.intentId);
    expect(taken).toHaveLength(1);
  });

  test('is set free when the order is cancelled', async () => {
    const { shop, stripe } = till;
    const placed = await authorized();
    await call('PUT', `${shop.url}/api/orders/${placed.documentId}/cancel`, {
      headers: { ...newKey(), ...buyer(placed) },
    });
    await runNow(shop, 'payments.restore_balance');
    const isFree = ({ payments }: Money) => payments[0]?.status === 'cancelled';
    expect(await moneyWhen(shop, placed, isFree)).toMatchObject({
      status: 'cancelled',
      amountPaid: 0,
      amountRefunded: 0,
    });
    await expect(
      stripe.tell('POST', `payment_intents/${placed.intentId}/settle`),
    ).rejects.toThrow();
  });

  test('that the provider will not hand over is told to the staff, and asked for again', async () => {
    const { shop, stripe } = till;
    const placed = await authorized();
    const body = { error: { type: 'invalid_request_error', message: 'Not now.' } };
    await stripe.fault({ on: 'intent.capture', do: 'reply', status: 400, body });
    for (const status of ['preparing', 'shipped']) await move(placed, status);
    await runNow(shop, 'payments.restore_balance');
    await until(async () => (await reviewsOf(placed)).length > 0, 'the word to the staff');
    expect(await reviewsOf(placed)).toEqual(['the provider has refused to take what was reserved']);
    expect(await moneyOf(shop, placed)).toMatchObject({ paymentStatus: 'authorized' });
    await until(async () => {
      await runNow(shop, 'payments.restore_balance');
      const [waiting] = await shop.sql(
        `SELECT FROM payment_operations one JOIN payments ON payments.id = payment_id
          WHERE reference = $1 AND operation = 'capture' AND result = 'started'
            AND next_check_at > now() + interval '5 s'`,
        [placed.intentId],
      );
      return waiting !== undefined;
    }, 'the second try, which waits');
    await letQuestionsCome(shop);
    expect(await moneyWhen(shop, placed, isPaid)).toMatchObject({ amountPaid: placed.total });
  });

  test('and has lapsed is told to the staff, and the goods stay until they are paid', async () => {
    const { shop, stripe } = till;
    const placed = await authorized();
    // Stripe calls an intent off by itself after seven days.
    const lapsed = await fetch(`${stripe.url}/v1/payment_intents/${placed.intentId}/cancel`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${STRIPE_SETTINGS.STRIPE_SECRET_KEY}` },
    });
    expect(lapsed.status).toBe(200);
    const isLost = ({ payments }: Money) => payments[0]?.status === 'cancelled';
    expect(await moneyWhen(shop, placed, isLost)).toMatchObject({
      status: 'confirmed',
      paymentStatus: 'pending',
      amountDue: placed.total,
    });
    await until(async () => (await reviewsOf(placed)).length > 0, 'the word to the staff');
    expect(await reviewsOf(placed)).toEqual([
      'what was reserved is free again, and the order is not paid',
    ]);
    expect((await move(placed, 'preparing')).status).toBe(200);
    expect(refusal(await move(placed, 'shipped'))).toEqual([409, 'ORDER_NOT_PAID']);
    const [shipment] = placed.shipments;
    const part = async () =>
      call(
        'PUT',
        `${shop.url}/api/admin/orders/${placed.documentId}/shipments/${shipment!.documentId}/status`,
        { headers: bearer(await shop.apiToken()), body: { status: 'shipped' } },
      );
    expect(refusal(await part())).toEqual([409, 'ORDER_NOT_PAID']);
    const collected = await call('POST', `${shop.url}/api/payments/${placed.documentId}/cash`, {
      headers: { ...newKey(), ...bearer(await shop.apiToken()) },
      body: { amount: placed.total },
    });
    expect(collected.status).toBe(201);
    expect((await part()).body.data).toMatchObject({ status: 'shipped' });
  });

  test('and of which Stripe’s own pages took a part is told to the staff', async () => {
    const { shop, stripe } = till;
    const placed = await authorized();
    const part = placed.total - 100;
    const taken = await fetch(`${stripe.url}/v1/payment_intents/${placed.intentId}/capture`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${STRIPE_SETTINGS.STRIPE_SECRET_KEY}` },
      body: new URLSearchParams({ amount_to_capture: String(part) }),
    });
    expect(taken.status).toBe(200);
    const isTaken = ({ amountPaid }: Money) => amountPaid > 0;
    expect(await moneyWhen(shop, placed, isTaken)).toMatchObject({
      status: 'confirmed',
      paymentStatus: 'pending',
      amountPaid: part,
      amountDue: 100,
    });
    await until(async () => (await reviewsOf(placed)).length > 0, 'the word to the staff');
    expect(await reviewsOf(placed)).toEqual([
      'less was taken than was reserved, and the order is not paid',
    ]);
  });

  test('is set free when the order was paid in another way', async () => {
    const { shop, stripe } = till;
    const placed = await order(shop);
    office.breaks = 'after';
    const begun = await payBy(placed, 'GIFT0003');
    expect(refusal(begun)).toEqual([503, 'PROVIDER_UNAVAILABLE']);
    const intentId = await intentOf(shop, placed);
    await payByCard(stripe, intentId);
    await moneyWhen(shop, placed, isAuthorized);
    await letQuestionsCome(shop);
    await moneyWhen(shop, placed, isPaid);
    await runNow(shop, 'payments.restore_balance');
    const isFree = ({ payments }: Money) =>
      payments.find(({ method }) => method === 'stripe')?.status === 'cancelled';
    expect(await moneyWhen(shop, placed, isFree)).toMatchObject({
      status: 'confirmed',
      paymentStatus: 'paid',
      amountPaid: placed.total,
      amountRefunded: 0,
      payments: [
        { method: 'voucher', status: 'paid' },
        { method: 'stripe', status: 'cancelled' },
      ],
    });
    expect((await stripe.ledger()).entries.some(({ id }) => id === intentId)).toBe(false);
    expect(await reviewsOf(placed)).toEqual([]);
  });

  test('is taken no further than the order comes to when the goods leave', async () => {
    const { shop, stripe } = till;
    const placed = await authorized({ quantity: 3 });
    const items = [{ lineId: placed.items[0]?.documentId, quantity: 1 }];
    const amended = await call('PUT', `${shop.url}/api/admin/orders/${placed.documentId}/lines`, {
      headers: bearer(await shop.apiToken()),
      body: { items },
    });
    const { total } = amended.body.data as { total: number };
    expect(total).toBe(placed.total - 2 * 1999);
    for (const status of ['preparing', 'shipped']) await move(placed, status);
    await runNow(shop, 'payments.restore_balance');
    expect(await moneyWhen(shop, placed, isPaid)).toMatchObject({
      amountPaid: total,
      amountRefunded: 0,
      amountDue: 0,
    });
    const taken = (await stripe.ledger()).entries.filter(({ id }) => id === placed.intentId);
    expect(taken).toMatchObject([{ amount: total }]);
  });
});

describe('A way to pay of a developer’s own plugin', () => {
  test('is offered, ordered with and paid with', async () => {
    const { shop } = till;
    const methods = await call('GET', `${shop.url}/api/payments/methods`);
    expect(methods.body.data).toContainEqual({ method: 'voucher', name: 'Voucher' });
    const placed = await order(shop, { paymentMethod: 'voucher' });
    const wrong = await payBy(placed, 'short');
    expect(wrong.body.error.details.errors[0].path).toEqual(['voucher']);
    const spent = await payBy(placed, 'SPENT000');
    expect(refusal(spent)).toEqual([422, 'PAYMENT_REFUSED']);
    expect(spent.body.error.message).toBe('This voucher is spent.');
    const key = newKey();
    const paid = await payBy(placed, 'GIFT0001', key);
    expect([paid.status, paid.body.data]).toMatchObject([
      201,
      { method: 'voucher', redemptionId: expect.stringMatching(/^booking-/) },
    ]);
    expect((await payBy(placed, 'GIFT0001', key)).body.data).toEqual(paid.body.data);
    expect(await moneyOf(shop, placed)).toMatchObject({
      status: 'confirmed',
      paymentStatus: 'paid',
      amountPaid: placed.total,
    });
  });

  test('F-33 is asked what became of an answer that was lost, and gives money back once', async () => {
    const { shop } = till;
    const placed = await order(shop, { paymentMethod: 'voucher' });
    office.breaks = 'after';
    expect(refusal(await payBy(placed, 'GIFT0002'))).toEqual([503, 'PROVIDER_UNAVAILABLE']);
    await letQuestionsCome(shop);
    expect(await moneyWhen(shop, placed, isPaid)).toMatchObject({ amountPaid: placed.total });
    office.breaks = 'after';
    const begun = await refund(shop, placed, { amount: 500 });
    expect(begun.body.data.status).toBe('pending');
    await letQuestionsCome(shop);
    expect(await moneyWhen(shop, placed, isBack(500))).toMatchObject({ amountRefunded: 500 });
    const back = [...office.bookings.values()].filter(({ amount }) => amount < 0);
    expect(back).toHaveLength(1);
  });
});
