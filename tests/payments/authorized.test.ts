import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { newKey } from '../support/catalogue';
import { bearer, call, refusal } from '../support/http';
import { preloading } from '../support/server-process';
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
async function authorized(): Promise<Ordered & { intentId: string }> {
  const { shop, stripe } = till;
  const placed = await order(shop);
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
});

describe('A way to pay of a developer’s own plugin', () => {
  const payBy = (placed: Ordered, voucher: string, key = newKey()) =>
    call('POST', `${till.shop.url}/api/orders/${placed.documentId}/payment`, {
      headers: { ...key, ...buyer(placed) },
      body: { method: 'voucher', voucher },
    });

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
