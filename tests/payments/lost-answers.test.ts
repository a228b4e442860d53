import { Gate } from '../proofs/money/gate';
import { newKey } from '../support/catalogue';
import { member } from '../orders/orders';
import { bearer, call, refusal } from '../support/http';
import { WORKING } from '../support/shop';
import { until } from '../support/until';
import {
  booksOf,
  closeTill,
  createIntent,
  intentOf,
  isBack,
  isPaid,
  letQuestionsCome,
  moneyOf,
  moneyWhen,
  openTill,
  order,
  paidOrder,
  payByCard,
  refund,
  sendMessagesTo,
  type Money,
  type Ordered,
  type Till,
} from './till';

let till: Till;
/** So much may go back of an order without a second person, in minor units. */
const ALONE = 5000;

beforeAll(async () => {
  till = await openTill({ DUKA_REFUND_APPROVAL_ABOVE: String(ALONE) });
});
afterAll(async () => {
  const books = await booksOf(till);
  await closeTill(till);
  expect(books.ours).toEqual(books.theirs);
});
afterEach(() => till.stripe.clearFaults());

test.each([
  ['breaks off with the work done', 'drop'],
  ['breaks off with nothing done', 'drop_before'],
  ['is a 500 with the work done', 'error_after'],
  ['is a 500 with nothing done', 'error'],
  ['is a gateway’s page', 'html'],
])('F-33 an answer that %s: the same call again ends in one intent', async (_, fault) => {
  const { shop, stripe } = till;
  const placed = await order(shop);
  const key = newKey();
  await stripe.fault({ on: 'intent.create', do: fault, times: null });
  const first = await createIntent(shop, placed, { key });
  expect([first.status, first.body.error?.details.code]).toEqual([503, 'PROVIDER_UNAVAILABLE']);
  expect(Number(first.headers.get('Retry-After'))).toBeGreaterThan(0);
  const methods = await call('GET', `${shop.url}/api/payments/methods`);
  expect(methods.body.data).toContainEqual({
    method: 'cash_on_delivery',
    name: 'Cash on delivery',
  });
  await stripe.clearFaults();
  const again = await createIntent(shop, placed, { key });
  expect(again.status).toBe(201);
  await payByCard(stripe, again.body.data.intentId);
  const money = await moneyWhen(shop, placed, isPaid);
  expect(money.payments).toMatchObject([{ status: 'paid' }]);
});

test('F-33 a stored 500 that does not say that it is one is not waited for', async () => {
  const { shop, stripe } = till;
  const placed = await order(shop);
  await stripe.set({ marksReplays: false });
  await stripe.fault({ on: 'intent.create', do: 'error_after' });
  expect((await createIntent(shop, placed)).status).toBe(503);
  await shop.sql(
    `UPDATE payment_operations SET created_at = created_at - interval '2 minutes'
      WHERE payment_id = (SELECT id FROM payments WHERE order_number = $1)`,
    [placed.number],
  );
  const again = await createIntent(shop, placed);
  await stripe.set({ marksReplays: true });
  expect(again.status).toBe(201);
  await payByCard(stripe, again.body.data.intentId);
  expect((await moneyWhen(shop, placed, isPaid)).payments).toMatchObject([{ status: 'paid' }]);
});

test('what Stripe never tells is asked for', async () => {
  const { shop, stripe } = till;
  const placed = await order(shop);
  const intentId = await intentOf(shop, placed);
  const [asked] = await shop.sql<{ seconds: number }>(
    `SELECT extract(epoch FROM next_check_at - now())::float8 AS seconds
       FROM payment_operations WHERE next_check_at IS NOT NULL ORDER BY id DESC LIMIT 1`,
  );
  expect(asked?.seconds).toBeGreaterThan(20);
  expect(asked?.seconds).toBeLessThanOrEqual(30);
  await stripe.fault({ on: 'event', do: 'never', times: null });
  await payByCard(stripe, intentId);
  await letQuestionsCome(shop);
  expect(await moneyWhen(shop, placed, isPaid)).toMatchObject({ status: 'confirmed' });
});

test('F-05 a refund that somebody makes at Stripe is not taken for ours of the same amount', async () => {
  const { shop, stripe } = till;
  const placed = await paidOrder(till);
  const busy = { error: { type: 'rate_limit_error', message: 'Too many requests' } };
  await stripe.fault({ on: 'refund.create', do: 'reply', status: 429, body: busy });
  expect((await refund(shop, placed, { amount: 600 })).body.data.status).toBe('pending');
  const stranger = await fetch(`${stripe.url}/v1/refunds`, {
    method: 'POST',
    headers: { Authorization: 'Bearer sk_test_emulated' },
    body: new URLSearchParams({ payment_intent: placed.intentId, amount: '600' }),
  });
  expect(stranger.status).toBe(200);
  await moneyWhen(shop, placed, ({ amountRefunded }) => amountRefunded === 600);
  await letQuestionsCome(shop);
  const money = await moneyWhen(shop, placed, ({ amountRefunded }) => amountRefunded === 1200);
  expect(money).toMatchObject({ amountRefunded: 1200 });
});

test('a refund that takes its time, and one that fails', async () => {
  const { shop, stripe } = till;
  const placed = await paidOrder(till);
  await stripe.fault({ on: 'refund.create', do: 'pending', ms: 300 });
  const slow = await refund(shop, placed, { amount: 100 });
  expect(slow.body.data.status).toBe('pending');
  const money = await moneyWhen(shop, placed, ({ amountRefunded }) => amountRefunded === 100);
  expect(money.amountRefunded).toBe(100);
  await stripe.fault({ on: 'refund.create', do: 'failed', ms: 100 });
  await refund(shop, placed, { amount: 200 });
  const failed = `SELECT FROM payment_operations WHERE amount = 200 AND result = 'failed'`;
  await until(async () => (await shop.sql(failed)).length > 0, 'the refund that fails');
  const rest = await refund(shop, placed, {});
  expect([rest.status, rest.body.data.amount]).toEqual([201, placed.total - 100]);
});

test('a refund of which nothing is known for an hour is told to staff, and again when nobody asks any more', async () => {
  const { shop, stripe } = till;
  const placed = await paidOrder(till);
  await stripe.fault({ on: 'refund.create', do: 'error', times: null });
  expect((await refund(shop, placed, { amount: 600 })).body.data.status).toBe('pending');
  const now = async () => {
    // Who is asked is asked again after a minute, until the answer says otherwise.
    const [row] = await shop.sql<{ review: string | null; tries: number; answered: boolean }>(
      `SELECT payment.review, asked.tries,
              asked.next_check_at > now() + interval '90 s' AS answered
         FROM payments payment
         JOIN payment_operations asked ON asked.payment_id = payment.id AND asked.operation = 'refund'
        WHERE payment.order_number = $1`,
      [placed.number],
    );
    return row;
  };
  const askedBefore = (tries: number) =>
    shop.sql(
      `UPDATE payment_operations SET tries = $2, next_check_at = now()
        WHERE operation = 'refund'
          AND payment_id = (SELECT id FROM payments WHERE order_number = $1)`,
      [placed.number, tries],
    );
  await askedBefore(8);
  const nine = await until(async () => {
    const row = await now();
    return row?.answered && row;
  }, 'a question');
  expect(nine).toMatchObject({ tries: 9, review: null });
  await askedBefore(9);
  await until(
    async () => (await now())?.review?.includes('whether a refund has gone out'),
    'a look',
  );
  await askedBefore(86);
  await until(async () => (await now())?.review?.includes('for too long'), 'the last look');
  await stripe.clearFaults();
  await askedBefore(1);
  await moneyWhen(shop, placed, ({ amountRefunded }) => amountRefunded === 600);
});

test('exchanges are kept, without secrets', async () => {
  const { shop } = till;
  const placed = await order(shop);
  await intentOf(shop, placed);
  const [kept] = await shop.sql<{ what: string; status: number; text: string }>(
    `SELECT what, status, request::text || answer::text AS text
       FROM payment_exchanges ORDER BY id DESC LIMIT 1`,
  );
  expect(kept).toMatchObject({ what: 'POST /v1/payment_intents', status: 200 });
  expect(kept?.text).toContain('"client_secret": "***"');
  expect(kept?.text).not.toMatch(/_secret_|sk_test/);
});

test('F-03 F-04 F-05 the server dies around calls: each is done once', async () => {
  const { shop, stripe } = till;
  const paid = await paidOrder(till);
  const begun: { placed: Ordered; key: Record<string, string>; answer: Promise<unknown> }[] = [];
  for (const point of ['payments.find_operation', 'orders.lock_for_money#2']) {
    const placed = await order(shop);
    const key = newKey();
    const stop = await shop.steps.stopBefore(point);
    const answer = createIntent(shop, placed, { key }).catch(() => 'killed');
    await stop.standing;
    begun.push({ placed, key, answer });
  }
  await stripe.fault(
    { on: 'refund.create', do: 'drop', times: null },
    { on: 'event', do: 'never', times: null },
  );
  const first = await refund(shop, paid, { amount: 700 });
  expect([first.status, first.body.data.status]).toEqual([201, 'pending']);
  await shop.kill('SIGKILL');
  await stripe.clearFaults();
  await shop.restart();
  await sendMessagesTo(till);
  for (const { placed, key, answer } of begun) {
    expect(await answer).toBe('killed');
    const again = await createIntent(shop, placed, { key });
    expect(again.status).toBe(201);
    await payByCard(stripe, again.body.data.intentId);
    expect((await moneyWhen(shop, placed, isPaid)).payments).toHaveLength(1);
  }
  await letQuestionsCome(shop);
  const money = await moneyWhen(shop, paid, isBack(700), 20_000);
  expect(money).toMatchObject({ paymentStatus: 'partially_refunded', amountRefunded: 700 });
  const entries = (await stripe.ledger()).entries.filter(({ kind }) => kind === 'refund');
  expect(entries.filter(({ amount }) => amount === 700)).toHaveLength(1);
});

test('a large refund waits for a second person', async () => {
  const { shop } = till;
  const placed = await paidOrder(till, { price: 3 * ALONE });
  const small = await refund(shop, placed, { amount: ALONE });
  expect(small.body.data.status).toBe('succeeded');
  const large = await refund(shop, placed, { amount: ALONE + 1 });
  expect([large.status, large.body.data.status]).toEqual([201, 'waiting_for_approval']);
  expect((await moneyOf(shop, placed)).amountRefunded).toBe(ALONE);
  const approve = async (token: string) =>
    call('POST', `${shop.url}/api/admin/refunds/${large.body.data.refundId}/approve`, {
      headers: bearer(token),
    });
  expect((await approve(await shop.apiToken())).status).toBe(403);
  const approved = await approve(await shop.adminToken());
  expect([approved.status, approved.body.data.status]).toEqual([200, 'succeeded']);
  expect((await moneyOf(shop, placed)).amountRefunded).toBe(2 * ALONE + 1);
  // In parts, all of it would stay below the limit.
  const another = await refund(shop, placed, { amount: 1 });
  expect(another.body.data.status).toBe('waiting_for_approval');
  const rejected = await call(
    'POST',
    `${shop.url}/api/admin/refunds/${another.body.data.refundId}/reject`,
    { headers: bearer(await shop.adminToken()) },
  );
  expect(rejected.body.data.status).toBe('rejected');
});

test('who asked for a refund is not the second person, by whatever name', async () => {
  const { shop } = till;
  const placed = await paidOrder(till, { price: 3 * ALONE });
  const admin = bearer(await shop.adminToken());
  const asked = await call('POST', `${shop.url}/api/payments/${placed.documentId}/refund`, {
    headers: { ...newKey(), ...admin },
    body: { reason: 'Came back', amount: ALONE + 1 },
  });
  expect([asked.status, asked.body.data.status]).toEqual([201, 'waiting_for_approval']);
  const renamed = await call('PUT', `${shop.url}/admin/users/me`, {
    headers: admin,
    body: { firstname: 'Somebody', lastname: 'Else' },
  });
  expect(renamed.status).toBe(200);
  const path = `${shop.url}/api/admin/refunds/${asked.body.data.refundId}/approve`;
  expect(refusal(await call('POST', path, { headers: admin }))).toEqual([403, 'FORBIDDEN']);
  const { session } = await member(shop, 'strapi-super-admin');
  expect((await call('POST', path, { headers: session })).body.data.status).toBe('succeeded');
});

test('of two people who decide a refund at once one does', async () => {
  const { shop } = till;
  const placed = await paidOrder(till, { price: 3 * ALONE });
  const { refundId } = (await refund(shop, placed, { amount: ALONE + 1 })).body.data;
  const sessions = [bearer(await shop.adminToken()), bearer(await shop.adminToken())];
  const [approved, rejected] = await Promise.all(
    ['approve', 'reject'].map((decision, turn) =>
      call('POST', `${shop.url}/api/admin/refunds/${refundId}/${decision}`, {
        headers: sessions[turn]!,
      }),
    ),
  );
  expect([approved?.status, rejected?.status].sort()).toEqual([200, 409]);
  const back = approved?.status === 200 ? ALONE + 1 : 0;
  expect(await moneyOf(shop, placed)).toMatchObject({ amountRefunded: back });
});

test('F-23 money of another amount, heard again and again, is told once, asked about ever less and looked into', async () => {
  const { shop, stripe } = till;
  const placed = await order(shop);
  const intentId = await intentOf(shop, placed);
  const [status, currency, metadata] = ['succeeded', 'usd', {}];
  const intent = { id: intentId, status, amount: placed.total, amount_received: 1 };
  const body = { ...intent, currency, metadata };
  await stripe.fault({ on: 'intent.retrieve', do: 'reply', status: 200, body, times: null });
  const hear = async (tries: number) => {
    await shop.sql(
      `UPDATE payment_operations SET tries = $2, next_check_at = now()
        WHERE payment_id = (SELECT id FROM payments WHERE reference = $1)`,
      [intentId, tries],
    );
    await until(async () => {
      const [question] = await shop.sql(
        `SELECT FROM payment_operations
          WHERE payment_id = (SELECT id FROM payments WHERE reference = $1)
            AND tries > $2 AND next_check_at > now() + interval '30 minutes'`,
        [intentId, tries],
      );
      return question;
    }, 'a question that is put off for an hour');
  };
  const expectToldOnce = async () =>
    expect(
      await shop.sql(
        `SELECT payload ->> 'why' AS why FROM outbox
          WHERE event = 'payment.review' AND payload ->> 'number' = $1`,
        [placed.number],
      ),
    ).toEqual([{ why: expect.stringContaining('1 instead of') }]);
  await hear(20);
  await hear(21);
  await expectToldOnce();

  const [{ paymentId } = { paymentId: '' }] = (await moneyOf(shop, placed)).payments;
  const look = (body: object, headers = {}) =>
    call('POST', `${shop.url}/api/admin/payments/${paymentId}/looked-into`, { headers, body });
  const staff = bearer(await shop.adminToken());
  expect((await look({})).status).toBe(401);
  expect(refusal(await look({ review: 'something else' }, staff))).toEqual([409, 'EDIT_CONFLICT']);
  const why = `1 instead of ${placed.total} USD`;
  const looked = await look({ review: why, note: 'A test of theirs' }, staff);
  const lookedInto = [
    { why, note: 'A test of theirs', by: expect.stringMatching(/^\S+ \S/), at: expect.any(String) },
  ];
  expect([looked.status, looked.body.data]).toEqual([200, { paymentId, review: null, lookedInto }]);
  expect((await look({}, staff)).body.data).toEqual(looked.body.data);
  // Who has looked into it is not called again for the same.
  await hear(22);
  await expectToldOnce();
  expect((await look({}, staff)).body.data).toEqual(looked.body.data);
  expect(await moneyOf(shop, placed)).toMatchObject({ paymentStatus: 'pending', amountPaid: 0 });
});

test('F-15 told to stop, the server ends what is under way and takes nothing new', async () => {
  const { shop, stripe } = till;
  const over = await paidOrder(till);
  const placed = await order(shop);
  const struck = () =>
    until(async () => (await stripe.tell('GET', 'faults')).length === 0, 'the fault to strike');
  // In the background money goes back, and somebody begins to pay.
  await stripe.fault({ on: 'refund.create', do: 'late', ms: 4_000 });
  await call('PUT', `${shop.url}/api/orders/${over.documentId}/cancel`, {
    headers: { ...newKey(), ...bearer(await shop.apiToken()) },
  });
  await struck();
  await stripe.fault({ on: 'intent.create', do: 'late', ms: 2_000 });
  const answer = createIntent(shop, placed);
  await struck();
  const ended = shop.kill('SIGTERM');
  const isOpen = () => fetch(`${shop.url}/health`).then(Boolean, () => false);
  await until(async () => !(await isOpen()), 'the shop to close');
  expect((await answer).status).toBe(201);
  expect(await ended).toEqual({ code: 0, signal: null });
  const left = await shop.sql(
    `SELECT operation, result FROM payment_operations WHERE result = 'started'
      UNION ALL
     SELECT name, state FROM jobs WHERE state = 'running'`,
  );
  expect(left).toEqual([]);
  const refunds = await shop.sql(
    `SELECT result FROM payment_operations
      WHERE operation = 'refund' AND payment_id =
            (SELECT id FROM payments WHERE order_number = $1)`,
    [over.number],
  );
  expect(refunds).toEqual([{ result: 'succeeded' }]);
});

test('F-04 the server dies while reserved money is taken and set free: each is done once', async () => {
  const { shop, stripe } = till;
  const gate = await Gate.open(stripe.url);
  const manual = { ...settings(), STRIPE_CAPTURE: 'manual' };
  await shop.restart({ env: { ...manual, STRIPE_API_BASE: gate.url } });
  await sendMessagesTo(till);
  const reserved = await Promise.all(
    Array.from({ length: 4 }, async () => {
      const placed = await order(shop);
      const intentId = await intentOf(shop, placed);
      await payByCard(stripe, intentId);
      await moneyWhen(shop, placed, ({ paymentStatus }) => paymentStatus === 'authorized');
      return { ...placed, intentId };
    }),
  );
  const [taken, freed] = [reserved.slice(0, 2), reserved.slice(2)];
  await stripe.fault({ on: 'event', do: 'never', times: null });
  const moments = ['call', 'answer'] as const;
  const held = moments.flatMap((moment, turn) => [
    gate.hold(moment, 1, `${taken[turn]!.intentId}/capture`),
    gate.hold(moment, 1, `${freed[turn]!.intentId}/cancel`),
  ]);
  // Of each provider, that is: who is due is taken when all are.
  const stops = [
    await shop.steps.stopBefore('payments.take_due'),
    await shop.steps.stopBefore('payments.take_due'),
  ];
  await Promise.all(stops.map(({ standing }) => standing));
  const headers = async () => ({ ...newKey(), ...bearer(await shop.apiToken()) });
  for (const { documentId } of taken) {
    for (const status of ['preparing', 'shipped']) {
      const path = `${shop.url}/api/orders/${documentId}/status`;
      await call('PUT', path, { headers: await headers(), body: { status } });
    }
  }
  for (const { documentId } of freed) {
    const path = `${shop.url}/api/orders/${documentId}/cancel`;
    await call('PUT', path, { headers: await headers() });
  }
  const due = `SELECT FROM payment_operations WHERE operation IN ('capture', 'void')
                                                AND result = 'started' AND next_check_at <= now()`;
  await until(async () => (await shop.sql(due)).length === reserved.length, 'all that is due');
  await Promise.all(stops.map((stop) => stop.go()));
  await Promise.all(held);
  await shop.kill('SIGKILL');
  await gate.close();
  await shop.restart({ env: manual });
  await letQuestionsCome(shop);
  for (const placed of taken) {
    expect(await moneyWhen(shop, placed, isPaid)).toMatchObject({ amountPaid: placed.total });
  }
  const isFree = ({ payments }: Money) => payments[0]?.status === 'cancelled';
  for (const placed of freed) {
    expect(await moneyWhen(shop, placed, isFree)).toMatchObject({
      status: 'cancelled',
      payments: [{ status: 'cancelled' }],
    });
  }
  const captures = (await stripe.ledger()).entries.filter(({ id }) =>
    reserved.some(({ intentId }) => intentId === id),
  );
  expect(captures.map(({ id }) => id).sort()).toEqual(taken.map(({ intentId }) => intentId).sort());
  // A server is started twice in it.
}, 180_000);

function settings(): Record<string, string> {
  return {
    ...WORKING,
    STRIPE_SECRET_KEY: 'sk_test_emulated',
    STRIPE_WEBHOOK_SECRET: 'whsec_emulated',
    STRIPE_API_BASE: till.stripe.url,
  };
}
