import { eventsOf } from '../orders/orders';
import { tellStaff, untilTold } from '../notifications/history';
import { Guest, makeCoupon } from '../pricing/shoppers';
import { guestWith, makeStore, makeVariant, newKey, stock, stockOf } from '../support/catalogue';
import { runDoctor } from '../support/doctor';
import { bearer, call } from '../support/http';
import { until } from '../support/until';
import { deliver, Post } from './post';
import {
  booksOf,
  buyer,
  closeTill,
  intentOf,
  letExpire,
  isPaid,
  letQuestionsCome,
  moneyOf,
  moneyWhen,
  openTill,
  order,
  paidOrder,
  payByCard,
  runNow,
  sendMessagesTo,
  type Money,
  type Ordered,
  type Till,
} from './till';

let till: Till;

beforeAll(async () => {
  till = await openTill();
  await tellStaff(till.shop, ['till@example.com']);
});
afterAll(async () => {
  const books = await booksOf(till);
  const { status, output } = await runDoctor(till.shop.database.url);
  await closeTill(till);
  expect(books.ours).toEqual(books.theirs);
  expect([status, output]).toEqual([0, expect.stringContaining('The books are right.')]);
});
afterEach(() => till.stripe.clearFaults());

function cancel(placed: Ordered) {
  return call('PUT', `${till.shop.url}/api/orders/${placed.documentId}/cancel`, {
    headers: { ...newKey(), ...buyer(placed) },
  });
}

/** Lets Stripe take the money although the shop has called the intent off, as a race would. */
async function payWhileNobodyListens(placed: Ordered): Promise<string> {
  const intentId = await intentOf(till.shop, placed);
  await till.stripe.fault({ on: 'event', do: 'never', times: null });
  await payByCard(till.stripe, intentId);
  return intentId;
}

test('an order that nobody pays is cancelled in time and gives its goods back', async () => {
  const { shop, stripe } = till;
  const placed = await order(shop);
  const intentId = await intentOf(shop, placed);
  await runNow(shop, 'payments.expire_orders');
  await letExpire(till.shop, placed);
  expect((await moneyOf(shop, placed)).status).toBe('cancelled');
  expect(await stockOf(shop, placed.store, placed.variant)).toEqual({ on_hand: 5, reserved: 0 });
  const closed = await moneyWhen(
    shop,
    placed,
    ({ payments }) => payments[0]?.status === 'cancelled',
  );
  expect(closed.payments).toMatchObject([{ status: 'cancelled' }]);
  await expect(payByCard(stripe, intentId)).rejects.toThrow();
});

test('an order waits as long as the shop’s settings say', async () => {
  const { shop } = till;
  const age = ({ documentId }: Ordered, hours: number) =>
    shop.sql(
      `UPDATE orders SET placed_at = now() - make_interval(hours => $2) WHERE document_id = $1`,
      [documentId, hours],
    );
  const [older, newer] = [await order(shop), await order(shop)];
  await shop.sql('UPDATE shop_settings SET hold_minutes = 300');
  try {
    await age(older, 6);
    await age(newer, 3);
    await runNow(shop, 'payments.expire_orders');
    const ended = ({ status }: Money) => status === 'cancelled';
    expect((await moneyWhen(shop, older, ended, 60_000)).status).toBe('cancelled');
    expect((await moneyOf(shop, newer)).status).toBe('pending');
  } finally {
    await shop.sql('UPDATE shop_settings SET hold_minutes = NULL');
  }
});

test('one order whose books cannot be written keeps no other waiting', async () => {
  const { shop } = till;
  const [bad, good] = [await paidOrder(till), await order(shop)];
  await intentOf(shop, good);
  await shop.sql(
    `CREATE FUNCTION refuse_refund() RETURNS trigger LANGUAGE plpgsql AS $$
     BEGIN
       IF NEW.operation = 'refund' THEN RAISE EXCEPTION 'of the test'; END IF;
       RETURN NEW;
     END $$;
     CREATE TRIGGER refuse_refund BEFORE INSERT ON payment_operations
       FOR EACH ROW EXECUTE FUNCTION refuse_refund()`,
  );
  try {
    // Money that is owed comes first; what is only to be called off, after it.
    await cancel(bad);
    await cancel(good);
    const calledOff = ({ payments }: Money) => payments[0]?.status === 'cancelled';
    const { payments } = await moneyWhen(shop, good, calledOff, 60_000);
    expect(payments).toMatchObject([{ status: 'cancelled' }]);
    expect(await moneyOf(shop, bad)).toMatchObject({ status: 'cancelled', amountRefunded: 0 });
  } finally {
    await shop.sql('DROP FUNCTION refuse_refund CASCADE');
  }
  const isGivenBack = ({ amountRefunded }: Money) => amountRefunded > 0;
  expect(await moneyWhen(shop, bad, isGivenBack, 60_000)).toMatchObject({
    paymentStatus: 'refunded',
  });
});

test('one order that cannot be ended keeps no younger one from its end', async () => {
  const { shop } = till;
  const [bad, good] = [await order(shop), await order(shop)];
  await shop.sql(
    `CREATE FUNCTION refuse_end() RETURNS trigger LANGUAGE plpgsql AS $$
     BEGIN
       IF NEW.state = 'cancelled' THEN RAISE EXCEPTION 'of the test'; END IF;
       RETURN NEW;
     END $$`,
  );
  await shop.sql(
    `CREATE TRIGGER refuse_end BEFORE UPDATE ON orders FOR EACH ROW
       WHEN (OLD.number = '${bad.number}') EXECUTE FUNCTION refuse_end()`,
  );
  try {
    await shop.sql(
      `UPDATE orders SET placed_at = placed_at - interval '4 hours' WHERE document_id = $1`,
      [bad.documentId],
    );
    await letExpire(shop, good);
    expect((await moneyOf(shop, good)).status).toBe('cancelled');
    expect((await moneyOf(shop, bad)).status).toBe('pending');
  } finally {
    await shop.sql('DROP FUNCTION refuse_end CASCADE');
  }
  await runNow(shop, 'payments.expire_orders');
  const ended = ({ status }: Money) => status === 'cancelled';
  expect((await moneyWhen(shop, bad, ended)).status).toBe('cancelled');
});

test('an order waits while a payment is under way', async () => {
  const { shop } = till;
  const placed = await order(shop);
  await shop.sql(
    `UPDATE orders SET placed_at = placed_at - interval '1 hour' WHERE document_id = $1`,
    [placed.documentId],
  );
  await intentOf(shop, placed);
  const other = await order(shop);
  await letExpire(till.shop, other);
  expect((await moneyOf(shop, placed)).status).toBe('pending');
});

test('an order waits while its money is on its way', async () => {
  const { shop, stripe } = till;
  const placed = await order(shop);
  const intentId = await intentOf(shop, placed);
  await stripe.fault({ on: 'event', do: 'never', times: null });
  await stripe.tell('POST', `payment_intents/${intentId}/pay/pm_usBankAccount_success`);
  const ofOrder = `(SELECT id FROM orders WHERE document_id = $1)`;
  await shop.sql(
    `UPDATE payments SET due_at = due_at - interval '3 hours' WHERE order_id = ${ofOrder}`,
    [placed.documentId],
  );
  await letQuestionsCome(shop);
  await until(async () => {
    const [payment] = await shop.sql<{ waits: boolean }>(
      `SELECT due_at > now() AS waits FROM payments WHERE order_id = ${ofOrder}`,
      [placed.documentId],
    );
    return payment?.waits;
  }, 'the order to wait for what is on its way');
  await shop.sql(
    `UPDATE orders SET placed_at = placed_at - interval '1 hour' WHERE document_id = $1`,
    [placed.documentId],
  );
  await letExpire(till.shop, await order(shop));
  expect((await moneyOf(shop, placed)).status).toBe('pending');
});

test('a cash order never expires', async () => {
  const { shop } = till;
  const cash = await order(shop, { paymentMethod: 'cash_on_delivery' });
  await shop.sql(
    `UPDATE orders SET placed_at = placed_at - interval '9 hours' WHERE document_id = $1`,
    [cash.documentId],
  );
  await letExpire(till.shop, await order(shop));
  expect((await moneyOf(shop, cash)).status).toBe('pending');
});

test('F-19 a message a day late, of an order that was delivered long ago, changes nothing', async () => {
  const { shop, stripe } = till;
  const post = await Post.open();
  await stripe.set({ webhookUrl: `${post.url}/api/payments/stripe/webhook` });
  const placed = await order(shop);
  const intentId = await intentOf(shop, placed);
  await payByCard(stripe, intentId);
  await sendMessagesTo(till);
  const letter = await post.letterWith('payment_intent.succeeded', intentId);
  await post.close();
  await call('POST', `${shop.url}/api/payments/stripe/confirm`, {
    headers: { ...newKey(), ...buyer(placed) },
    body: { orderId: placed.documentId, intentId },
  });
  for (const status of ['preparing', 'shipped', 'delivered']) {
    await call('PUT', `${shop.url}/api/orders/${placed.documentId}/status`, {
      headers: { ...newKey(), ...bearer(await shop.apiToken()) },
      body: { status },
    });
  }
  const before = await moneyOf(shop, placed);
  expect(before).toMatchObject({ status: 'delivered', paymentStatus: 'paid' });
  await shop.sql(
    `UPDATE orders SET placed_at = placed_at - interval '25 hours' WHERE document_id = $1`,
    [placed.documentId],
  );
  expect(await deliver(letter, shop.url)).toBe(200);
  const state = async () => {
    const [message] = await shop.sql(
      `SELECT state FROM payment_messages
        WHERE type = 'payment_intent.succeeded' AND body LIKE '%' || $1 || '%'`,
      [intentId],
    );
    return message?.state;
  };
  await until(async () => (await state()) !== 'received', 'the work on the message');
  expect(await state()).toBe('worked');
  expect(await moneyOf(shop, placed)).toEqual(before);
});

test('F-27 money after the order has expired revives it where the goods are still there', async () => {
  const { shop } = till;
  const placed = await order(shop, { quantity: 2 });
  await payWhileNobodyListens(placed);
  await letExpire(till.shop, placed);
  await letQuestionsCome(shop);
  const money = await moneyWhen(shop, placed, isPaid, 15_000);
  expect(money).toMatchObject({ status: 'confirmed', paymentStatus: 'paid', amountRefunded: 0 });
  expect(await stockOf(shop, placed.store, placed.variant)).toEqual({ on_hand: 5, reserved: 2 });
  const names = (await eventsOf(shop, placed)).map(({ event }) => event);
  expect(names.filter((name) => name === 'order.confirmed')).toHaveLength(1);
});

test.each([
  [2, 'confirmed', 'paid', 'revived', 2],
  [1, 'cancelled', 'refunded', 'refunded', 1],
])(
  'F-27 a revived order takes its coupon again: of %p uses it ends %s',
  async (usageLimit, status, paymentStatus, became, used) => {
    const { shop } = till;
    const { code } = await makeCoupon(shop, { usageLimit: 2 });
    const placed = await orderWith(code);
    const other = await orderWith(code);
    // The shop may learn of the money as soon as the order has expired, so the limit is lowered before.
    await shop.sql('UPDATE coupons SET usage_limit = $2 WHERE code = $1', [code, usageLimit]);
    await payWhileNobodyListens(placed);
    await letExpire(till.shop, placed);
    await letQuestionsCome(shop);
    const money = await moneyWhen(
      shop,
      placed,
      (now) => now.status === status && now.paymentStatus === paymentStatus,
      15_000,
    );
    expect(money).toMatchObject({ status, paymentStatus });
    const [coupon] = await shop.sql('SELECT used_count AS used FROM coupons WHERE code = $1', [
      code,
    ]);
    expect(coupon).toEqual({ used });
    const told = await shop.sql(
      `SELECT payload ->> 'became' AS became FROM outbox
        WHERE event = 'payment.late' AND payload ->> 'orderId' = $1`,
      [placed.documentId],
    );
    expect(told).toEqual([{ became }]);
    await untilTold(shop);
    const mails = await shop.sql(
      `SELECT recipient, parameters -> 'amount' AS amount, parameters ->> 'became' AS became
         FROM notification_messages
        WHERE kind = 'lateMoney' AND parameters ->> 'orderId' = $1`,
      [placed.documentId],
    );
    expect(mails).toEqual([{ recipient: 'till@example.com', amount: placed.total, became }]);
    expect((await moneyOf(shop, other)).status).toBe('pending');
  },
);

/** An order with a coupon, of goods of its own. */
async function orderWith(code: string): Promise<Ordered> {
  const { shop } = till;
  const [store, variant] = [await makeStore(shop), await makeVariant(shop)];
  await stock(shop, store, variant, 5);
  const guest = await Guest.with(shop.url, variant);
  await guest.give(code);
  const placed = await guest.order({ paymentMethod: 'stripe' });
  return { ...(placed.body.data as Ordered), store, variant };
}

test('F-28 where the goods are gone it goes back, once', async () => {
  const { shop } = till;
  const placed = await order(shop, { quantity: 2, onHand: 2 });
  await payWhileNobodyListens(placed);
  await letExpire(till.shop, placed);
  await guestWith(shop.url, placed.variant, 1);
  await letQuestionsCome(shop);
  const money = await moneyWhen(
    shop,
    placed,
    ({ paymentStatus }) => paymentStatus === 'refunded',
    15_000,
  );
  expect(money).toMatchObject({ status: 'cancelled', amountRefunded: placed.total });
});

test('F-29 money for an order that its buyer has cancelled goes back, once', async () => {
  const { shop, stripe } = till;
  const placed = await order(shop);
  await payWhileNobodyListens(placed);
  expect((await cancel(placed)).status).toBe(200);
  await stripe.clearFaults();
  for (const { number, body } of await stripe.messages()) {
    if (body.includes(placed.documentId)) await stripe.resend(number);
  }
  const money = await moneyWhen(shop, placed, ({ paymentStatus }) => paymentStatus === 'refunded');
  expect(money).toMatchObject({ status: 'cancelled', amountRefunded: placed.total });
  expect(await stockOf(shop, placed.store, placed.variant)).toEqual({ on_hand: 5, reserved: 0 });
});

test('F-30 cancelled and paid at the same instant: paid, or cancelled and given back', async () => {
  const { shop, stripe } = till;
  for (let turn = 0; turn < 12; turn += 1) {
    const placed = await order(shop);
    const intentId = await intentOf(shop, placed);
    await Promise.all([payByCard(stripe, intentId).catch(() => undefined), cancel(placed)]);
    const settled = ({ status, paymentStatus, payments }: Money) =>
      (status === 'confirmed' && paymentStatus === 'paid') ||
      (status === 'cancelled' &&
        (paymentStatus === 'refunded' || payments[0]?.status === 'cancelled'));
    const money = await moneyWhen(shop, placed, settled, 20_000);
    expect([money, settled(money)]).toEqual([money, true]);
  }
});

test('F-31 who pays in two ways is given the second back', async () => {
  const { shop } = till;
  const placed = await order(shop);
  await payWhileNobodyListens(placed);
  const collected = await call('POST', `${shop.url}/api/payments/${placed.documentId}/cash`, {
    headers: { ...newKey(), ...bearer(await shop.apiToken()) },
    body: { amount: placed.total },
  });
  expect([collected.status, collected.body.data.paymentStatus]).toEqual([201, 'paid']);
  await letQuestionsCome(shop);
  const money = await moneyWhen(
    shop,
    placed,
    ({ payments }) => payments.find(({ method }) => method === 'stripe')?.status === 'refunded',
    15_000,
  );
  expect(money).toMatchObject({
    status: 'confirmed',
    paymentStatus: 'paid',
    payments: [
      { method: 'stripe', status: 'refunded', refunded: placed.total },
      { method: 'cash_on_delivery', status: 'paid' },
    ],
  });
});

test('lines that are taken away after the payment give their money back', async () => {
  const { shop } = till;
  const placed = await paidOrder(till, { quantity: 3 });
  const amended = await call('PUT', `${shop.url}/api/admin/orders/${placed.documentId}/lines`, {
    headers: bearer(await shop.apiToken()),
    body: { items: [{ lineId: placed.items[0]?.documentId, quantity: 1 }] },
  });
  expect(amended.status).toBe(200);
  const money = await moneyWhen(shop, placed, ({ amountRefunded }) => amountRefunded > 0);
  expect(money).toMatchObject({ status: 'confirmed', amountRefunded: 2 * 1999 });
});

test('cash: all that is due, by staff, once', async () => {
  const { shop } = till;
  const placed = await order(shop, { paymentMethod: 'cash_on_delivery' });
  const collect = async (amount: unknown, key = newKey()) =>
    call('POST', `${shop.url}/api/payments/${placed.documentId}/cash`, {
      headers: { ...key, ...bearer(await shop.apiToken()) },
      body: { amount },
    });
  const codeOf = ({ status, body }: Awaited<ReturnType<typeof collect>>) => [
    status,
    body.error.details.code,
  ];
  expect(codeOf(await collect(placed.total - 1))).toEqual([400, 'AMOUNT_MISMATCH']);
  expect(codeOf(await collect('all'))).toEqual([400, 'VALIDATION_FAILED']);
  const key = newKey();
  const collected = await collect(placed.total, key);
  expect([collected.status, collected.body.data]).toMatchObject([
    201,
    { status: 'confirmed', paymentStatus: 'paid', amountPaid: placed.total },
  ]);
  expect((await collect(placed.total, key)).body.data).toEqual(collected.body.data);
  expect(codeOf(await collect(placed.total))).toEqual([409, 'ORDER_NOT_PAYABLE']);
  const buyers = await call('POST', `${shop.url}/api/payments/${placed.documentId}/cash`, {
    headers: { ...newKey(), ...buyer(placed) },
    body: { amount: placed.total },
  });
  expect(buyers.status).toBe(401);
});
