import { newKey } from '../support/catalogue';
import { EmulatorProcess } from '../support/emulators';
import { call, type HttpAnswer } from '../support/http';
import { createShop, WORKING, type TestShop } from '../support/shop';
import {
  buyer,
  isBack,
  isPaid,
  letQuestionsCome,
  moneyOf,
  moneyWhen,
  order,
  refund,
  type Ordered,
} from './till';

let shop: TestShop;
let paypal: EmulatorProcess;

beforeAll(async () => {
  paypal = await EmulatorProcess.start('paypal');
  shop = await createShop({
    env: {
      ...WORKING,
      PAYPAL_CLIENT_ID: 'emulated-client-id',
      PAYPAL_CLIENT_SECRET: 'emulated-client-secret',
      PAYPAL_WEBHOOK_ID: '8PT597110X687430LKGECATA',
      PAYPAL_BASE_URL: paypal.url,
      FRONTEND_URL: 'https://www.example.com',
    },
  });
  await paypal.set({ webhookUrl: `${shop.url}/api/payments/paypal/webhook`, retryMs: 50 });
});
afterEach(() => paypal.clearFaults());
afterAll(async () => {
  const [ours] = await shop.sql<{ captured: number; refunded: number }>(
    `SELECT sum(amount_captured)::bigint AS captured, sum(amount_refunded)::bigint AS refunded
       FROM payments`,
  );
  const { captured, refunded } = await paypal.ledger();
  await shop.stop();
  await paypal.stop();
  expect([Number(ours?.captured), Number(ours?.refunded)]).toEqual([captured, refunded]);
});

const post = (path: string, placed: Ordered, body: object = {}): Promise<HttpAnswer> =>
  call('POST', `${shop.url}/api/payments/paypal/${path}`, {
    headers: { ...newKey(), ...buyer(placed) },
    body: { orderId: placed.documentId, ...body },
  });
const newOrder = () => order(shop, { paymentMethod: 'paypal' });
const begin = async (placed: Ordered): Promise<string> =>
  (await post('create-order', placed)).body.data.paypalOrderId;
/** The payer approves on PayPal's page, and comes back to the shop's. */
const approve = (id: string) =>
  fetch(`${paypal.url}/_emulator/orders/${id}/approve`, { method: 'POST', redirect: 'manual' });
const capture = (placed: Ordered, paypalOrderId: string) =>
  post('capture', placed, { paypalOrderId });

async function paidOrder(): Promise<Ordered> {
  const placed = await newOrder();
  const id = await begin(placed);
  await approve(id);
  await capture(placed, id);
  return placed;
}

test('nothing is captured without a key', async () => {
  const placed = await newOrder();
  const keyless = await call('POST', `${shop.url}/api/payments/paypal/capture`, {
    headers: buyer(placed),
    body: { orderId: placed.documentId, paypalOrderId: await begin(placed) },
  });
  expect([keyless.status, keyless.body.error.details.code]).toEqual([
    400,
    'IDEMPOTENCY_KEY_REQUIRED',
  ]);
});

test('an order is approved, captured once however many ask, and confirmed', async () => {
  const placed = await newOrder();
  const begun = await post('create-order', placed);
  expect([begun.status, begun.body.data]).toEqual([
    201,
    {
      paymentId: expect.any(String),
      method: 'paypal',
      paypalOrderId: expect.any(String),
      approveUrl: expect.stringMatching(/^http.*\/checkoutnow\?token=/),
      amount: placed.total,
      currency: 'USD',
    },
  ]);
  const id = begun.body.data.paypalOrderId as string;
  expect(await begin(placed)).toBe(id);
  const early = await capture(placed, id);
  expect([early.status, early.body.data.status]).toEqual([200, 'pending']);
  const back = (await approve(id)).headers.get('location');
  expect(back).toContain(`https://www.example.com/orders/${placed.number}?paypal=approved`);
  const answers = await Promise.all(Array.from({ length: 5 }, () => capture(placed, id)));
  expect(answers.map(({ status }) => status)).toEqual(Array(5).fill(200));
  expect(await moneyWhen(shop, placed, isPaid)).toMatchObject({
    status: 'confirmed',
    amountPaid: placed.total,
    payments: [{ method: 'paypal', status: 'paid' }],
  });
});

test('who approves and never comes back has paid', async () => {
  const placed = await newOrder();
  await approve(await begin(placed));
  expect(await moneyWhen(shop, placed, isPaid)).toMatchObject({ paymentStatus: 'paid' });
});

test('F-17 every message twice, out of order or never changes nothing', async () => {
  await paypal.fault(
    { on: 'event', do: 'twice', times: null, chance: 0.5 },
    { on: 'event', do: 'out_of_order', times: null, chance: 0.5 },
    { on: 'event', do: 'never', times: null },
  );
  const placed = await Promise.all([newOrder(), newOrder(), newOrder()]);
  await Promise.all(placed.map(async (one) => approve(await begin(one))));
  await moneyWhen(shop, placed[0]!, isPaid, 2_000);
  await letQuestionsCome(shop);
  for (const one of placed) {
    expect(await moneyWhen(shop, one, isPaid)).toMatchObject({ amountPaid: one.total });
  }
});

test('F-20 a forged message is refused and changes nothing', async () => {
  await paypal.fault({ on: 'event', do: 'forged' });
  const placed = await newOrder();
  await approve(await begin(placed));
  const [sent] = (await paypal.messages()).slice(-1);
  await moneyWhen(shop, placed, isPaid, 500);
  expect((await paypal.messages()).find(({ number }) => number === sent!.number)?.statuses[0]).toBe(
    400,
  );
  const unsigned = await call('POST', `${shop.url}/api/payments/paypal/webhook`, {
    body: JSON.parse(sent!.body) as object,
  });
  expect([unsigned.status, unsigned.body.error.details.code]).toEqual([400, 'INVALID_SIGNATURE']);
  expect(await moneyOf(shop, placed)).toMatchObject({ paymentStatus: 'pending' });
});

test.each(['drop', 'drop_before', 'error_after', 'html'])(
  'F-33 a capture that ends in %s is made once',
  async (what) => {
    const placed = await newOrder();
    const id = await begin(placed);
    await paypal.fault(
      { on: 'event', do: 'never', times: null },
      { on: 'order.capture', do: what },
    );
    await approve(id);
    expect((await capture(placed, id)).status).toBe(503);
    expect((await capture(placed, id)).body.data).toMatchObject({ status: 'paid' });
  },
);

test('a declined card leaves the order to be approved again', async () => {
  await paypal.fault({ on: 'event', do: 'never', times: 1 });
  await paypal.fault({ on: 'order.capture', do: 'failed' });
  const placed = await newOrder();
  const id = await begin(placed);
  await approve(id);
  expect((await capture(placed, id)).body.data).toMatchObject({ status: 'failed' });
  expect((await capture(placed, id)).body.data).toMatchObject({ status: 'paid' });
});

test('money in review at PayPal is not paid before it is through', async () => {
  await paypal.fault({ on: 'event', do: 'never' });
  await paypal.fault({ on: 'order.capture', do: 'pending', ms: 1_500 });
  const placed = await newOrder();
  const id = await begin(placed);
  await approve(id);
  expect((await capture(placed, id)).body.data).toMatchObject({ status: 'pending' });
  expect(await moneyWhen(shop, placed, isPaid)).toMatchObject({ paymentStatus: 'paid' });
});

test('a part and the rest go back, once each', async () => {
  const placed = await paidOrder();
  await paypal.fault({ on: 'refund.create', do: 'error_after' });
  await refund(shop, placed, { amount: 500 });
  await letQuestionsCome(shop);
  expect(await moneyWhen(shop, placed, isBack(500))).toMatchObject({ amountRefunded: 500 });
  await paypal.fault({ on: 'refund.create', do: 'pending', ms: 300 });
  await refund(shop, placed, {});
  expect(await moneyWhen(shop, placed, isBack(placed.total))).toMatchObject({
    paymentStatus: 'refunded',
  });
});
