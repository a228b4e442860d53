import { eventsOf } from '../orders/orders';
import { newKey, stockOf } from '../support/catalogue';
import { bearer, call, refusal } from '../support/http';
import {
  booksOf,
  buyer,
  closeTill,
  createIntent,
  intentOf,
  isPaid,
  moneyOf,
  moneyWhen,
  openTill,
  order,
  paidOrder,
  payByCard,
  refund,
  type Till,
} from './till';

let till: Till;

beforeAll(async () => {
  till = await openTill();
});
afterAll(async () => {
  const books = await booksOf(till);
  await closeTill(till);
  expect(books.ours).toEqual(books.theirs);
});

test('an order is paid by card: intent, card, message; it is confirmed once', async () => {
  const { shop, stripe } = till;
  const placed = await order(shop);
  const key = newKey();
  const begun = await createIntent(shop, placed, { key });
  expect(begun.status).toBe(201);
  expect(begun.body.data).toEqual({
    paymentId: expect.any(String),
    method: 'stripe',
    intentId: expect.stringMatching(/^pi_/),
    clientSecret: expect.stringContaining('_secret_'),
    amount: placed.total,
    currency: 'USD',
  });
  const again = await createIntent(shop, placed, { key });
  expect([again.status, again.headers.get('Idempotency-Replayed'), again.body.data]).toEqual([
    201,
    'true',
    begun.body.data,
  ]);
  const another = await createIntent(shop, placed);
  expect(another.body.data).toEqual(begun.body.data);

  await payByCard(stripe, begun.body.data.intentId);
  const money = await moneyWhen(shop, placed, isPaid);
  expect(money).toMatchObject({
    orderId: placed.documentId,
    status: 'confirmed',
    paymentStatus: 'paid',
    currency: 'USD',
    amountDue: 0,
    amountPaid: placed.total,
    amountRefunded: 0,
    payments: [{ method: 'stripe', status: 'paid', amount: placed.total, refunded: 0 }],
  });
  const events = (await eventsOf(shop, placed)).map(({ event }) => event);
  expect(events.filter((event) => event === 'order.confirmed')).toHaveLength(1);
  const late = await createIntent(shop, placed);
  expect([late.status, late.body.error.details.code]).toEqual([409, 'ORDER_NOT_PAYABLE']);
});

test('the shopper’s return asks Stripe, not the shopper', async () => {
  const { shop, stripe } = till;
  const placed = await order(shop);
  const intentId = await intentOf(shop, placed);
  const confirm = (id = intentId) =>
    call('POST', `${shop.url}/api/payments/stripe/confirm`, {
      headers: { ...newKey(), ...buyer(placed) },
      body: { orderId: placed.documentId, intentId: id },
    });
  const early = await confirm();
  expect([early.status, early.body.data.status]).toEqual([200, 'pending']);
  await stripe.fault({ on: 'event', do: 'never', times: null });
  await payByCard(stripe, intentId);
  const after = await confirm();
  expect([after.status, after.body.data.status, after.body.data.orderStatus]).toEqual([
    200,
    'paid',
    'confirmed',
  ]);
  await stripe.clearFaults();
  const other = await paidOrder(till);
  const strange = await confirm(other.intentId);
  expect([strange.status, strange.body.error.details.code]).toEqual([404, 'PAYMENT_NOT_FOUND']);
});

test('a refused card leaves the intent open for another one', async () => {
  const { shop, stripe } = till;
  const placed = await order(shop);
  const intentId = await intentOf(shop, placed);
  await payByCard(stripe, intentId, 'chargeDeclined').catch(() => undefined);
  const refused = await moneyWhen(shop, placed, ({ paymentStatus }) => paymentStatus === 'failed');
  expect(refused).toMatchObject({ paymentStatus: 'failed', status: 'pending' });
  expect(await intentOf(shop, placed)).toBe(intentId);
  await payByCard(stripe, intentId);
  expect(await moneyWhen(shop, placed, isPaid)).toMatchObject({ paymentStatus: 'paid' });
});

test('what is asked of a payment is checked before anybody is called', async () => {
  const { shop } = till;
  const placed = await order(shop);
  const codeOf = async (answer: ReturnType<typeof createIntent>) => {
    const { status, body } = await answer;
    return [status, body.error.details.code];
  };
  expect(await codeOf(createIntent(shop, placed, { body: { amount: 1 } }))).toEqual([
    400,
    'AMOUNT_MISMATCH',
  ]);
  expect(await codeOf(createIntent(shop, placed, { key: {} }))).toEqual([
    400,
    'IDEMPOTENCY_KEY_REQUIRED',
  ]);
  expect(await codeOf(createIntent(shop, placed, { body: { amount: '10' } }))).toEqual([
    400,
    'VALIDATION_FAILED',
  ]);
  expect(await codeOf(createIntent(shop, placed, { body: { card: '4242' } }))).toEqual([
    400,
    'VALIDATION_FAILED',
  ]);
  const stranger = await order(shop);
  expect(
    await codeOf(createIntent(shop, { ...placed, accessToken: stranger.accessToken })),
  ).toEqual([404, 'ORDER_NOT_FOUND']);
  expect((await moneyOf(shop, placed)).payments).toEqual([]);
});

test('a part and the rest go back; never more than came in', async () => {
  const { shop } = till;
  const placed = await paidOrder(till, { quantity: 2 });
  const key = newKey();
  const part = await refund(shop, placed, { amount: 500 }, key);
  expect([part.status, part.body.data]).toEqual([
    201,
    { refundId: expect.any(String), status: 'succeeded', amount: 500 },
  ]);
  expect((await refund(shop, placed, { amount: 500 }, key)).body.data).toEqual(part.body.data);
  expect(await moneyOf(shop, placed)).toMatchObject({
    paymentStatus: 'partially_refunded',
    status: 'confirmed',
    amountRefunded: 500,
  });
  const tooMuch = await refund(shop, placed, { amount: placed.total });
  expect([tooMuch.status, tooMuch.body.error.details]).toEqual([
    422,
    { code: 'REFUND_EXCEEDS_CAPTURED', refundable: placed.total - 500, currency: 'USD' },
  ]);
  const rest = await refund(shop, placed, {});
  expect(rest.body.data.amount).toBe(placed.total - 500);
  expect(await moneyOf(shop, placed)).toMatchObject({
    paymentStatus: 'refunded',
    status: 'refunded',
    amountRefunded: placed.total,
  });
  expect(await stockOf(shop, placed.store, placed.variant)).toEqual({ on_hand: 5, reserved: 0 });
});

test('a refund that Stripe refuses is refused again under its key, and made anew a day later', async () => {
  const { shop, stripe } = till;
  const placed = await paidOrder(till);
  const error = { type: 'invalid_request_error', code: 'charge_disputed', message: 'Disputed.' };
  await stripe.fault({ on: 'refund.create', do: 'reply', status: 400, body: { error } });
  const key = newKey();
  const refused = await refund(shop, placed, { amount: 500 }, key);
  expect([refused.status, refused.body.error.details]).toEqual([
    422,
    { code: 'PAYMENT_REFUSED', reason: 'charge_disputed' },
  ]);
  const again = await refund(shop, placed, { amount: 500 }, key);
  expect([again.status, again.body]).toEqual([422, refused.body]);
  const other = await refund(shop, placed, { amount: 600 }, key);
  expect(refusal(other)).toEqual([422, 'IDEMPOTENCY_KEY_REUSED']);
  expect(await moneyOf(shop, placed)).toMatchObject({ amountRefunded: 0 });

  const letADayPass = () =>
    shop.sql(`UPDATE idempotency_keys SET expires_at = expires_at - interval '1 day'`);
  await letADayPass();
  const first = await refund(shop, placed, { amount: 600 }, key);
  expect([first.status, first.body.data.status]).toEqual([201, 'succeeded']);
  expect((await refund(shop, placed, { amount: 600 }, key)).body.data).toEqual(first.body.data);
  await letADayPass();
  const second = await refund(shop, placed, { amount: 600 }, key);
  expect(second.body.data).toMatchObject({ status: 'succeeded', amount: 600 });
  expect(await moneyOf(shop, placed)).toMatchObject({ amountRefunded: 1_200 });
});

test('what is not set up neither takes money nor tells of it', async () => {
  const { shop } = till;
  const placed = await order(shop);
  for (const path of ['create-order', 'capture']) {
    const answer = await call('POST', `${shop.url}/api/payments/paypal/${path}`, {
      headers: { ...newKey(), ...buyer(placed) },
      body: {
        orderId: placed.documentId,
        ...(path === 'capture' ? { paypalOrderId: '5O190127TN364715T' } : {}),
      },
    });
    expect(refusal(answer)).toEqual([422, 'PAYMENT_METHOD_UNAVAILABLE']);
  }
});

test('there is nothing to refund of what nobody has paid', async () => {
  const placed = await order(till.shop);
  const answer = await refund(till.shop, placed, {});
  expect([answer.status, answer.body.error.details.code]).toEqual([409, 'NOTHING_TO_REFUND']);
  const buyers = await call('POST', `${till.shop.url}/api/orders/${placed.documentId}/refund`, {
    headers: { ...newKey(), ...buyer(placed) },
    body: { reason: 'please' },
  });
  expect(buyers.status).toBe(401);
});

test('F-32 twenty refunds at once give back no more than came in', async () => {
  const { shop } = till;
  const placed = await paidOrder(till);
  const part = Math.ceil(placed.total / 4);
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => refund(shop, placed, { amount: part })),
  );
  const given = answers.filter(({ status }) => status === 201);
  const refused = answers.filter(({ status }) => status === 422);
  expect([given.length, refused.length]).toEqual([3, 17]);
  expect((await moneyOf(shop, placed)).amountRefunded).toBe(3 * part);
});

test('cancelling a paid order gives its money back', async () => {
  const { shop } = till;
  const placed = await paidOrder(till);
  const cancelled = await call('PUT', `${shop.url}/api/orders/${placed.documentId}/cancel`, {
    headers: { ...newKey(), ...buyer(placed) },
  });
  expect(cancelled.body.data.status).toBe('cancelled');
  const money = await moneyWhen(shop, placed, ({ paymentStatus }) => paymentStatus === 'refunded');
  expect(money).toMatchObject({
    status: 'cancelled',
    paymentStatus: 'refunded',
    amountRefunded: placed.total,
  });
});

test('goods that are handed back go into stock with their money', async () => {
  const { shop } = till;
  const placed = await paidOrder(till, { quantity: 3 });
  const [line] = placed.items;
  const lines = [{ lineId: line!.documentId, quantity: 2 }];
  const early = await refund(shop, placed, { lines, restock: true });
  expect([early.status, early.body.error.details.code]).toEqual([400, 'VALIDATION_FAILED']);
  for (const status of ['preparing', 'shipped']) {
    await call('PUT', `${shop.url}/api/orders/${placed.documentId}/status`, {
      headers: bearer(await shop.apiToken()),
      body: { status },
    });
  }
  const answer = await refund(shop, placed, { lines, restock: true });
  expect([answer.status, answer.body.data]).toMatchObject([
    201,
    { amount: 2 * 1999, status: 'succeeded' },
  ]);
  expect(await stockOf(shop, placed.store, placed.variant)).toEqual({ on_hand: 4, reserved: 0 });
  const twice = await refund(shop, placed, { lines, restock: true, amount: 1 });
  expect(twice.status).toBe(400);
});
