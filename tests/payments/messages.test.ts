import { createHmac } from 'node:crypto';
import { eventsOf, placeOrder } from '../orders/orders';
import { makeStore, makeVariant, stock, stockOf } from '../support/catalogue';
import { bearer, call, refusal } from '../support/http';
import { until } from '../support/until';
import {
  closeTill,
  intentOf,
  isPaid,
  moneyOf,
  moneyWhen,
  openTill,
  order,
  paidOrder,
  payByCard,
  refund,
  STRIPE_SETTINGS,
  type Till,
} from './till';

let till: Till;

beforeAll(async () => {
  till = await openTill({ STRIPE_WEBHOOK_SECRET: 'whsec_new, whsec_emulated' });
});
afterAll(() => closeTill(till));
afterEach(() => till.stripe.clearFaults());

/** Signs as Stripe does: an HMAC over the time and the bytes. */
function sign(
  body: string,
  { secret = STRIPE_SETTINGS.STRIPE_WEBHOOK_SECRET, at = Math.floor(Date.now() / 1000) } = {},
): string {
  return `t=${at},v1=${createHmac('sha256', secret).update(`${at}.${body}`).digest('hex')}`;
}

async function send(body: string, signature: string | undefined): Promise<[number, string?]> {
  const answer = await fetch(`${till.shop.url}/api/payments/stripe/webhook`, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      ...(signature === undefined ? {} : { 'Stripe-Signature': signature }),
    },
    body,
  });
  const { error } = (await answer.json()) as { error?: { details: { code: string } } };
  return error === undefined ? [answer.status] : [answer.status, error.details.code];
}

const inbox = (type: string): Promise<{ state: string; why: string | null; tries: number }[]> =>
  till.shop.sql('SELECT state, why, tries FROM payment_messages WHERE type = $1', [type]);

test('F-20 a forged message is refused and leaves nothing', async () => {
  const { shop } = till;
  const placed = await order(shop);
  const intentId = await intentOf(shop, placed);
  const body = JSON.stringify({
    id: 'evt_forged',
    type: 'payment_intent.succeeded',
    data: {
      object: {
        id: intentId,
        status: 'succeeded',
        amount: placed.total,
        amount_received: placed.total,
        currency: 'usd',
        metadata: { duka_payment: 'whatever' },
      },
    },
  });
  const refused = [400, 'INVALID_SIGNATURE'];
  const now = Math.floor(Date.now() / 1000);
  expect(await send(body, undefined)).toEqual(refused);
  expect(await send(body, 'v1=00')).toEqual(refused);
  expect(await send(body, sign(body, { secret: 'whsec_of_somebody_else' }))).toEqual(refused);
  expect(await send(body, sign(body, { at: now - 301 }))).toEqual(refused);
  expect(await send(body, sign(body, { at: now + 3600 }))).toEqual(refused);
  expect(await send(`${body} `, sign(body))).toEqual(refused);
  expect(await send(body, sign(body).replace('v1=', 'v0='))).toEqual(refused);
  const messages = await shop.sql(`SELECT FROM payment_messages WHERE event_id = 'evt_forged'`);
  expect([messages.length, (await moneyOf(shop, placed)).paymentStatus]).toEqual([0, 'pending']);
});

test('F-36 while the secret is being changed both are good', async () => {
  const body = JSON.stringify({ id: 'evt_new', type: 'customer.created', data: { object: {} } });
  expect(await send(body, sign(body, { secret: 'whsec_new' }))).toEqual([200]);
  const old = body.replace('evt_new', 'evt_old');
  expect(await send(old, sign(old))).toEqual([200]);
});

test.each(['plan.created', 'payment_intent.haggled', 'refund.haggled', 'charge.dispute.haggled'])(
  'a type that means nothing to a shop is stored and left: %s',
  async (type) => {
    const body = JSON.stringify({ id: `evt_${type}`, type, data: { object: {} } });
    expect(await send(body, sign(body))).toEqual([200]);
    await expectSoon(() => inbox(type), [{ state: 'ignored', why: expect.any(String), tries: 1 }]);
  },
);

test('F-17 the same event ten times at once is one payment', async () => {
  const { shop, stripe } = till;
  const placed = await order(shop);
  const intentId = await intentOf(shop, placed);
  await payByCard(stripe, intentId);
  await moneyWhen(shop, placed, isPaid);
  const paid = (await stripe.messages()).findLast(({ body }) =>
    body.includes('payment_intent.succeeded'),
  )!;
  const answers = await Promise.all(
    Array.from({ length: 10 }, () => send(paid.body, sign(paid.body))),
  );
  expect(answers).toEqual(Array.from({ length: 10 }, () => [200]));
  const events = (await eventsOf(shop, placed)).map(({ event }) => event);
  expect(events.filter((event) => event === 'order.confirmed')).toHaveLength(1);
  expect((await moneyOf(shop, placed)).amountPaid).toBe(placed.total);
});

test('F-18 messages in any order, and twice, end in the same place', async () => {
  const { shop, stripe } = till;
  await stripe.fault(
    { on: 'event', do: 'out_of_order', times: null, chance: 0.5 },
    { on: 'event', do: 'twice', times: null, chance: 0.5 },
  );
  const placed = await paidOrder(till);
  await refund(shop, placed, { amount: 100 });
  await stripe.clearFaults();
  for (const { number } of [...(await stripe.messages())].reverse().slice(0, 12)) {
    await stripe.resend(number);
  }
  const money = await moneyWhen(shop, placed, ({ amountRefunded }) => amountRefunded === 100);
  expect(money).toMatchObject({
    status: 'confirmed',
    paymentStatus: 'partially_refunded',
    amountPaid: placed.total,
    amountRefunded: 100,
  });
});

test('F-23 an event of another merchant’s intent, or with another currency, changes nothing', async () => {
  const { shop } = till;
  const placed = await order(shop);
  const intentId = await intentOf(shop, placed);
  const [payment] = (await moneyOf(shop, placed)).payments;
  const event = (id: string, object: object) =>
    JSON.stringify({
      id,
      type: 'payment_intent.succeeded',
      data: {
        object: {
          id: intentId,
          status: 'succeeded',
          amount: placed.total,
          amount_received: placed.total,
          currency: 'usd',
          metadata: { duka_payment: payment?.paymentId },
          ...object,
        },
      },
    });
  const wrong = [
    event('evt_wrong_intent', { id: 'pi_of_somebody_else' }),
    event('evt_wrong_currency', { currency: 'kes' }),
    event('evt_too_little', { amount_received: 1 }),
  ];
  for (const body of wrong) expect(await send(body, sign(body))).toEqual([200]);
  const foreign = event('evt_foreign', { metadata: {} });
  expect(await send(foreign, sign(foreign))).toEqual([200]);
  await expectSoon(
    () =>
      shop.sql(
        `SELECT event_id, state FROM payment_messages
          WHERE event_id LIKE 'evt_wrong%' OR event_id IN ('evt_too_little', 'evt_foreign')
          ORDER BY event_id`,
      ),
    [
      { event_id: 'evt_foreign', state: 'ignored' },
      { event_id: 'evt_too_little', state: 'review' },
      { event_id: 'evt_wrong_currency', state: 'review' },
      { event_id: 'evt_wrong_intent', state: 'review' },
    ],
  );
  expect((await moneyOf(shop, placed)).paymentStatus).toBe('pending');
});

test('F-25 an event that overtakes the answer to our own call finds its payment', async () => {
  const { shop, stripe } = till;
  const placed = await order(shop);
  await stripe.fault({ on: 'intent.create', do: 'late', ms: 1_500 });
  const answer = intentOf(shop, placed);
  const created = await until(
    async () =>
      (await stripe.messages()).findLast(
        ({ body }) => body.includes('payment_intent.created') && body.includes(placed.documentId),
      ),
    'the event of the intent',
  );
  const { data } = JSON.parse(created.body) as { data: { object: { id: string } } };
  await payByCard(stripe, data.object.id);
  expect(await moneyWhen(shop, placed, isPaid)).toMatchObject({ paymentStatus: 'paid' });
  await answer.catch(() => undefined);
  expect((await moneyOf(shop, placed)).payments).toHaveLength(1);
});

test.each([
  ['numbers that are texts', { amount_received: 'TEXT' }, 'paid'],
  ['no amount received', { amount_received: undefined }, 'pending'],
  ['a state that is old', { status: 'processing' }, 'pending'],
  [
    'fields that nobody knows',
    { novelty: { deep: [1, null] }, latest_charge: { id: 'ch_x' } },
    'paid',
  ],
  ['a failure that is older than the money', { status: 'requires_payment_method' }, 'pending'],
])('F-18 an event with %s is believed as far as it goes', async (what, strange, paymentStatus) => {
  const { shop } = till;
  const placed = await order(shop);
  const intentId = await intentOf(shop, placed);
  const [payment] = (await moneyOf(shop, placed)).payments;
  const object = {
    id: intentId,
    object: 'payment_intent',
    status: 'succeeded',
    amount: placed.total,
    amount_received: placed.total,
    currency: 'usd',
    metadata: { duka_payment: payment?.paymentId, number: 7 },
    ...strange,
  };
  const id = `evt_${what.replaceAll(' ', '_')}`;
  const data = { object, previous_attributes: null };
  const body = JSON.stringify({ data, type: 'payment_intent.succeeded', id }).replace(
    '"TEXT"',
    `"${placed.total}"`,
  );
  expect(await send(body, sign(body))).toEqual([200]);
  await expectSoon(
    () => shop.sql(`SELECT state FROM payment_messages WHERE event_id = $1`, [id]),
    [{ state: 'worked' }],
  );
  expect((await moneyOf(shop, placed)).paymentStatus).toBe(paymentStatus);
});

test('what is signed and is no JSON is refused', async () => {
  expect(await send('<html>', sign('<html>'))).toEqual([400, 'INVALID_SIGNATURE']);
});

test('a refund in Stripe’s own pages shows on the order by its message', async () => {
  const { shop, stripe } = till;
  const placed = await paidOrder(till);
  const made = await fetch(`${stripe.url}/v1/refunds`, {
    method: 'POST',
    headers: {
      Authorization: `Bearer ${STRIPE_SETTINGS.STRIPE_SECRET_KEY}`,
      'Content-Type': 'application/x-www-form-urlencoded',
    },
    body: new URLSearchParams({ payment_intent: placed.intentId, amount: '300' }),
  });
  expect(made.status).toBe(200);
  const money = await moneyWhen(shop, placed, ({ amountRefunded }) => amountRefunded === 300);
  expect(money).toMatchObject({ paymentStatus: 'partially_refunded', amountRefunded: 300 });
});

test('F-34 a disputed order is told to the staff and stays where it is until that has ended', async () => {
  const { shop, stripe } = till;
  const placed = await paidOrder(till);
  const move = async (status: string, path = `orders/${placed.documentId}/status`) =>
    call('PUT', `${shop.url}/api/${path}`, {
      headers: bearer(await shop.apiToken()),
      body: { status },
    });
  const stagesOf = (stage: string) =>
    expectSoon(
      () => shop.sql('SELECT dispute FROM payments WHERE reference = $1', [placed.intentId]),
      [{ dispute: stage }],
    );
  const { id } = await stripe.tell('POST', `payment_intents/${placed.intentId}/dispute`);
  await stagesOf('open');
  const told = await shop.sql(
    `SELECT payload ->> 'dispute' AS dispute, payload ->> 'orderId' AS order
       FROM outbox WHERE event = 'payment.disputed'`,
  );
  expect(told).toEqual([{ dispute: 'open', order: placed.documentId }]);
  expect(await moneyOf(shop, placed)).toMatchObject({ paymentStatus: 'paid', amountRefunded: 0 });

  expect(refusal(await move('preparing'))).toEqual([409, 'ORDER_DISPUTED']);
  const shipment = `admin/orders/${placed.documentId}/shipments/${placed.shipments[0]!.documentId}/status`;
  expect(refusal(await move('preparing', shipment))).toEqual([409, 'ORDER_DISPUTED']);
  expect(await stockOf(shop, placed.store, placed.variant)).toEqual({ on_hand: 5, reserved: 1 });

  await stripe.tell('POST', `disputes/${id}/close/won`);
  await stagesOf('won');
  // An older message that comes last says nothing new.
  const first = (await stripe.messages()).find(
    ({ body }) => body.includes('charge.dispute.created') && body.includes(id),
  )!;
  const again = JSON.stringify({ ...(JSON.parse(first.body) as object), id: 'evt_late_dispute' });
  expect(await send(again, sign(again))).toEqual([200]);
  await expectSoon(
    () => shop.sql(`SELECT state FROM payment_messages WHERE event_id = 'evt_late_dispute'`),
    [{ state: 'worked' }],
  );
  await stagesOf('won');
  expect((await move('preparing')).status).toBe(200);

  // An inquiry has ended; then the holder takes the same money back.
  await stripe.tell('POST', `payment_intents/${placed.intentId}/dispute`);
  await stagesOf('open');
  expect(refusal(await move('shipped'))).toEqual([409, 'ORDER_DISPUTED']);
  const second = (await stripe.messages()).findLast(
    ({ body }) => body.includes('charge.dispute.created') && body.includes(placed.intentId),
  )!;
  const { data } = JSON.parse(second.body) as { data: { object: { id: string } } };
  await stripe.tell('POST', `disputes/${data.object.id}/close/won`);
  await stagesOf('won');
  expect((await move('shipped')).status).toBe(200);
});

test('F-34 what was shipped before a dispute still arrives, and its order with it', async () => {
  const { shop, stripe } = till;
  const variant = await makeVariant(shop);
  const stores = [await makeStore(shop), await makeStore(shop)];
  for (const store of stores) await stock(shop, store, variant, 1);
  const lines = stores.map((store) => ({ variant, store }));
  const placed = await placeOrder(shop, lines, { paymentMethod: 'stripe' });
  const intentId = await intentOf(shop, placed);
  await payByCard(stripe, intentId);
  await moneyWhen(shop, placed, isPaid);
  const move = async (status: string, shipment?: string) => {
    const path =
      shipment === undefined
        ? `orders/${placed.documentId}/status`
        : `admin/orders/${placed.documentId}/shipments/${shipment}/status`;
    const moved = await call('PUT', `${shop.url}/api/${path}`, {
      headers: bearer(await shop.apiToken()),
      body: { status },
    });
    expect([moved.status, moved.body.error]).toEqual([200, undefined]);
    return moved.body.data.status as string;
  };
  const [sent, fetched] = placed.shipments.map(({ documentId }) => documentId);
  for (const status of ['preparing', 'ready']) await move(status);
  await move('shipped', sent);
  await move('delivered', fetched);
  await stripe.tell('POST', `payment_intents/${intentId}/dispute`);
  await expectSoon(
    () => shop.sql('SELECT dispute FROM payments WHERE reference = $1', [intentId]),
    [{ dispute: 'open' }],
  );
  expect(await move('delivered', sent)).toBe('delivered');
});

test('a message that waits for a person waits no more when they have looked into it', async () => {
  const { shop } = till;
  const body = JSON.stringify({
    id: 'evt_astray',
    type: 'charge.dispute.created',
    data: { object: { id: 'du_astray', status: 'needs_response', payment_intent: 'pi_astray' } },
  });
  expect(await send(body, sign(body))).toEqual([200]);
  const { documentId } = await until(async () => {
    // It may still overtake the answer that names its payment: it is read a few times.
    await shop.sql(`UPDATE payment_messages SET next_try_at = now() WHERE next_try_at IS NOT NULL`);
    const [one] = await shop.sql<{ documentId: string }>(
      `SELECT document_id AS "documentId" FROM payment_messages
        WHERE event_id = 'evt_astray' AND state = 'review'`,
    );
    return one;
  }, 'a message for a person');
  const look = (id: string, headers = {}) =>
    call('POST', `${shop.url}/api/admin/payment-messages/${id}/looked-into`, {
      headers,
      body: { note: 'Of the old shop' },
    });
  const staff = bearer(await shop.adminToken());
  expect((await look(documentId)).status).toBe(401);
  expect(refusal(await look('nobody', staff))).toEqual([404, 'NOT_FOUND']);
  const looked = await look(documentId, staff);
  expect([looked.status, looked.body.data]).toMatchObject([
    200,
    {
      state: 'ignored',
      why: expect.stringMatching(
        /^\S+ .+ has looked into it: Of the old shop: no payment of ours has this name$/,
      ),
    },
  ]);
  expect((await look(documentId, staff)).body.data).toEqual(looked.body.data);
});

test('staff work a message again, and it does no more than before', async () => {
  const { shop } = till;
  const placed = await paidOrder(till);
  const [message] = await shop.sql<{ document_id: string }>(
    `SELECT document_id FROM payment_messages
      WHERE type = 'payment_intent.succeeded' AND body LIKE '%' || $1 || '%'`,
    [placed.intentId],
  );
  const path = `/api/admin/payment-messages/${message?.document_id}/work`;
  const answer = await call('POST', shop.url + path, { headers: bearer(await shop.apiToken()) });
  expect([answer.status, answer.body.data.state]).toEqual([200, 'worked']);
  expect((await moneyOf(shop, placed)).amountPaid).toBe(placed.total);
  expect((await call('POST', shop.url + path)).status).toBe(401);
});

/** Waits until a look finds what is expected; then, or in the end, expects it. */
async function expectSoon(look: () => Promise<object[]>, expected: object[]): Promise<void> {
  const end = performance.now() + 60_000;
  for (;;) {
    const seen = await look();
    try {
      expect(seen).toEqual(expected);
      return;
    } catch (error) {
      if (performance.now() > end) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
