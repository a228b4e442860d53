import { isDeepStrictEqual } from 'node:util';
import { newKey } from '../support/catalogue';
import { EmulatorProcess } from '../support/emulators';
import { bearer, call, refusal, type HttpAnswer } from '../support/http';
import { createShop, WORKING, type TestShop } from '../support/shop';
import { until } from '../support/until';
import {
  buyer,
  isBack,
  isPaid,
  letExpire,
  letQuestionsCome,
  moneyOf,
  moneyWhen,
  order,
  refund,
  type Ordered,
} from './till';

let shop: TestShop;
let paypal: EmulatorProcess;
/** So much may go back of an order without a second person, in minor units. */
const ALONE = 50_00;

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
      DUKA_REFUND_APPROVAL_ABOVE: String(ALONE),
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
const newOrder = (price = 1999) => order(shop, { paymentMethod: 'paypal', price });
const begin = async (placed: Ordered): Promise<string> =>
  (await post('create-order', placed)).body.data.paypalOrderId;
/** The payer approves on PayPal's page, and comes back to the shop's. */
const approve = (id: string) =>
  fetch(`${paypal.url}/_emulator/orders/${id}/approve`, { method: 'POST', redirect: 'manual' });
const capture = (placed: Ordered, paypalOrderId: string) =>
  post('capture', placed, { paypalOrderId });

async function paidOrder(price?: number): Promise<Ordered> {
  const placed = await newOrder(price);
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

describe('A message', () => {
  let certificates = 0;

  /** Has PayPal sign with a certificate that the shop has not fetched yet, and that can or cannot be had. */
  const withNewCertificate = async (...faults: object[]) => {
    certificates += 1;
    // Before there is one, for an earlier order's message may be signed with it at once.
    await paypal.fault(...faults.map((fault) => ({ on: 'certificate', times: null, ...fault })));
    await paypal.set({ certificate: `CERT-${certificates}` });
  };
  /** An order that its payer has approved, with the message that says so. */
  const approvedOrder = async () => {
    const placed = await newOrder();
    const reference = await begin(placed);
    await approve(reference);
    const sent = await until(
      async () => (await paypal.messages()).find(({ body }) => body.includes(reference)),
      'the message',
    );
    const answered = await until(
      async () =>
        (await paypal.messages()).find(
          ({ number, statuses }) => number === sent.number && statuses.length > 0,
        ),
      'its answer',
    );
    return {
      placed,
      reference,
      number: sent.number,
      body: sent.body,
      status: answered.statuses[0],
    };
  };
  const inbox = (reference: string) =>
    shop.sql<{ state: string; why: string | null; by: string | null }>(
      `SELECT state, why, verified_by AS by FROM payment_messages
        WHERE type = 'CHECKOUT.ORDER.APPROVED' AND body LIKE '%' || $1 || '%' ORDER BY id`,
      [reference],
    );
  const inboxWhen = async (reference: string, states: string[]) => {
    const isSo = (rows: { state: string }[]) =>
      isDeepStrictEqual(
        rows.map(({ state }) => state),
        states,
      );
    return until(
      async () => {
        const rows = await inbox(reference);
        return isSo(rows) ? rows : undefined;
      },
      `messages that are ${states.join(', ')}`,
    );
  };
  /** Nothing is on its way any more that could meet a fault before what it is meant for. */
  const allIsWorked = () =>
    until(async () => {
      const sent = await paypal.messages();
      const [left] = await shop.sql<{ count: number }>(
        `SELECT count(*) AS count FROM payment_messages WHERE state = 'received'`,
      );
      return left?.count === 0 && sent.every(({ statuses }) => statuses.length > 0);
    }, 'the end of all messages');
  const tell = (body: string, headers: Record<string, string> = {}) =>
    fetch(`${shop.url}/api/payments/paypal/webhook`, { method: 'POST', headers, body });

  test('is believed by its signature, without a question', async () => {
    await paypal.fault({ on: 'webhook.verify', do: 'error', times: null });
    const { placed, reference, status } = await approvedOrder();
    expect(status).toBe(200);
    expect(await moneyWhen(shop, placed, isPaid)).toMatchObject({ paymentStatus: 'paid' });
    expect(await inbox(reference)).toMatchObject([{ by: 'its signature' }]);
  });

  test('F-20 that is forged is refused, leaves nothing and changes nothing', async () => {
    await paypal.fault({ on: 'event', do: 'forged', times: null });
    const { placed, reference, body, status } = await approvedOrder();
    expect(status).toBe(400);
    const signed = {
      'PayPal-Transmission-Id': '69cd13f0-d67a-11e5-baa3-778b53f4ae55',
      'PayPal-Transmission-Time': '2026-11-21T12:00:00Z',
      'PayPal-Transmission-Sig': 'AAAA',
      'PayPal-Auth-Algo': 'SHA256withRSA',
      'PayPal-Cert-Url': `${paypal.url}/v1/notifications/certs/CERT-of-nobody`,
    };
    const elsewhere = (address: string) => ({ ...signed, 'PayPal-Cert-Url': address });
    const answers = await Promise.all([
      tell(body),
      tell(body, signed),
      tell('<html>', signed),
      tell(body, { ...signed, 'PayPal-Transmission-Sig': '' }),
      tell(body, { ...signed, 'PayPal-Auth-Algo': 'none; --' }),
      tell(body, elsewhere('no address')),
      tell(body, elsewhere('file:///etc/hosts')),
      tell(body, elsewhere('https://evil.example/CERT-1')),
      tell(body, elsewhere('https://paypal.com.evil.example/CERT-1')),
      tell(body, elsewhere('https://evilpaypal.com/CERT-1')),
      tell(body, elsewhere('http://api.paypal.com/v1/notifications/certs/CERT-1')),
    ]);
    expect(answers.map((answer) => answer.status)).toEqual(answers.map(() => 400));
    expect(await answers[0]!.json()).toMatchObject({
      error: { details: { code: 'INVALID_SIGNATURE' } },
    });
    expect(await inbox(reference)).toEqual([]);
    expect(await moneyOf(shop, placed)).toMatchObject({ paymentStatus: 'pending' });
  });

  test('whose certificate cannot be had is asked about', async () => {
    await withNewCertificate({ do: 'html' });
    const { placed, reference } = await approvedOrder();
    expect(await moneyWhen(shop, placed, isPaid)).toMatchObject({ paymentStatus: 'paid' });
    expect(await inbox(reference)).toMatchObject([{ by: 'PayPal’s word' }]);
    await paypal.fault({ on: 'event', do: 'forged', times: null });
    expect((await approvedOrder()).status).toBe(400);
  });

  test('that nobody can tell about is answered at once, and proved before it is worked', async () => {
    await withNewCertificate({ do: 'never' });
    await allIsWorked();
    // Who takes it in waits in vain; who works it is told.
    await paypal.fault({ on: 'webhook.verify', do: 'never' });
    const genuine = await approvedOrder();
    expect(genuine.status).toBe(200);
    expect(await moneyWhen(shop, genuine.placed, isPaid)).toMatchObject({ paymentStatus: 'paid' });
    expect(await inboxWhen(genuine.reference, ['worked'])).toMatchObject([{ by: 'PayPal’s word' }]);
    await allIsWorked();

    await paypal.fault({ on: 'webhook.verify', do: 'never' }, { on: 'event', do: 'forged' });
    const forged = await approvedOrder();
    expect(forged.status).toBe(200);
    expect(await inboxWhen(forged.reference, ['ignored'])).toEqual([
      { state: 'ignored', why: 'PayPal says that it is not its own', by: null },
    ]);
    expect(await moneyOf(shop, forged.placed)).toMatchObject({ paymentStatus: 'pending' });
    // What was forged keeps out nothing: the genuine message of the same event is worked.
    await paypal.resend(forged.number);
    expect(await moneyWhen(shop, forged.placed, isPaid)).toMatchObject({ paymentStatus: 'paid' });
  });

  test('F-17 that comes again, proved late or at once, is worked once', async () => {
    await withNewCertificate({ do: 'error' });
    await allIsWorked();
    await paypal.fault({ on: 'webhook.verify', do: 'error' });
    const { placed, reference, number } = await approvedOrder();
    // Else the second error could be met by who works the first message.
    await inboxWhen(reference, ['worked']);
    await allIsWorked();
    await paypal.fault({ on: 'webhook.verify', do: 'error' });
    await paypal.resend(number);
    await inboxWhen(reference, ['worked', 'ignored']);
    await paypal.resend(number);
    expect((await inbox(reference)).map(({ why }) => why)).toEqual([
      null,
      'this event has come before',
    ]);
    expect(await moneyOf(shop, placed)).toMatchObject({
      amountPaid: placed.total,
      payments: [{ status: 'paid' }],
    });
  });
});

describe('A stranger', () => {
  test('is told what is wrong with a request, and nothing is written', async () => {
    const placed = await newOrder();
    const reference = await begin(placed);
    const wrong: [string, object][] = [
      ['capture', {}],
      ['capture', { paypalOrderId: 7 }],
      ['capture', { paypalOrderId: { $ne: '' } }],
      ['capture', { paypalOrderId: '' }],
      ['capture', { paypalOrderId: 'X'.repeat(256) }],
      ['capture', { paypalOrderId: reference, amount: 1 }],
      ['capture', { paypalOrderId: reference, orderId: [placed.documentId] }],
      ['create-order', { orderId: 7 }],
      ['create-order', { amount: '19.99' }],
      ['create-order', { amount: 0.5 }],
      ['create-order', { amount: placed.total - 1 }],
      ['create-order', { currency: 'KES' }],
    ];
    const answers = await Promise.all(wrong.map(([path, body]) => post(path, placed, body)));
    expect(answers.map(({ status }) => status)).toEqual(wrong.map(() => 400));
    expect(await moneyOf(shop, placed)).toMatchObject({ payments: [{ status: 'pending' }] });
  });

  test('captures nothing of somebody else', async () => {
    const [mine, theirs] = [await newOrder(), await newOrder()];
    const [own, reference] = [await begin(mine), await begin(theirs)];
    await paypal.fault({ on: 'event', do: 'never', times: null });
    await approve(reference);
    expect(refusal(await capture(mine, reference))).toEqual([404, 'PAYMENT_NOT_FOUND']);
    const asMe = await capture({ ...theirs, accessToken: mine.accessToken }, reference);
    expect(refusal(asMe)).toEqual([404, 'ORDER_NOT_FOUND']);
    expect(refusal(await capture(mine, `${own}/../${reference}`))).toEqual([
      404,
      'PAYMENT_NOT_FOUND',
    ]);
    expect(await moneyOf(shop, theirs)).toMatchObject({ paymentStatus: 'pending' });
    expect((await capture(theirs, reference)).body.data).toMatchObject({ status: 'paid' });
  });
});

test('F-23 money of another currency or amount is not taken for what was asked for', async () => {
  const placed = await newOrder();
  const id = await begin(placed);
  await paypal.fault({ on: 'event', do: 'never', times: null });
  await approve(id);
  const said = (currency_code: string, value: string) => ({
    on: 'order.capture',
    do: 'reply',
    status: 201,
    body: {
      id,
      status: 'COMPLETED',
      purchase_units: [
        {
          payments: {
            captures: [{ id: 'MADEUP', status: 'COMPLETED', amount: { currency_code, value } }],
          },
        },
      ],
    },
  });
  await paypal.fault(said('EUR', (placed.total / 100).toFixed(2)), said('USD', '0.01'));
  for (const why of ['EUR came in', '1 instead of']) {
    expect((await capture(placed, id)).body.data).toMatchObject({ status: 'pending' });
    const [payment] = await shop.sql('SELECT review FROM payments WHERE reference = $1', [id]);
    expect(payment).toEqual({ review: expect.stringContaining(why) });
  }
  expect((await capture(placed, id)).body.data).toMatchObject({ status: 'paid' });
});

test('F-27 an order that is approved after its time has its goods again', async () => {
  const placed = await newOrder();
  const id = await begin(placed);
  await letExpire(shop, placed);
  await approve(id);
  expect(await moneyWhen(shop, placed, isPaid)).toMatchObject({
    status: 'confirmed',
    amountPaid: placed.total,
  });
});

test('F-29 an order that is approved after it was cancelled keeps no money', async () => {
  const placed = await newOrder();
  const id = await begin(placed);
  await call('PUT', `${shop.url}/api/orders/${placed.documentId}/cancel`, {
    headers: { ...newKey(), ...buyer(placed) },
  });
  await approve(id);
  expect(await moneyWhen(shop, placed, isBack(placed.total))).toMatchObject({
    status: 'cancelled',
    paymentStatus: 'refunded',
  });
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

test('F-33 a capture that is said to be made already, where the order cannot be seen, stays open', async () => {
  const placed = await newOrder();
  const id = await begin(placed);
  await paypal.fault({ on: 'event', do: 'never', times: null });
  await approve(id);
  const reply = (on: string, status: number, body: object) =>
    paypal.fault({ on, do: 'reply', status, body });
  const issue = { issue: 'ORDER_ALREADY_CAPTURED', description: null };
  await reply('order.retrieve', 200, { id, status: 'APPROVED' });
  await reply('order.capture', 422, { name: 'UNPROCESSABLE_ENTITY', details: [issue] });
  await reply('order.retrieve', 403, { name: 'NOT_AUTHORIZED', details: null });
  expect((await capture(placed, id)).body.data).toMatchObject({ status: 'pending' });
  expect((await capture(placed, id)).body.data).toMatchObject({ status: 'paid' });
});

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

test('F-33 a refund that PayPal does not show is not taken for refused', async () => {
  const placed = await paidOrder();
  await paypal.fault(
    { on: 'event', do: 'never', times: null },
    { on: 'refund.create', do: 'pending', ms: 1 },
    { on: 'refund.retrieve', do: 'reply', status: 404, body: { name: 'RESOURCE_NOT_FOUND' } },
  );
  expect((await refund(shop, placed, { amount: 500 })).body.data.status).toBe('pending');
  const refunds = () =>
    shop.sql<{ result: string; why: string | null }>(
      `SELECT result, one.error_message AS why FROM payment_operations one
         JOIN payments ON payments.id = payment_id
        WHERE operation = 'refund' AND order_number = $1`,
      [placed.number],
    );
  await letQuestionsCome(shop);
  await until(async () => (await refunds())[0]?.why !== null, 'the answer');
  expect(await refunds()).toMatchObject([{ result: 'pending' }]);
  await letQuestionsCome(shop);
  expect(await moneyWhen(shop, placed, isBack(500))).toMatchObject({ amountRefunded: 500 });
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

test('F-32 what has gone back does not go back again', async () => {
  const placed = await paidOrder();
  const given = await refund(shop, placed, {});
  expect(given.status).toBe(201);
  await moneyWhen(shop, placed, isBack(placed.total));
  for (const body of [{}, { amount: 1 }]) {
    expect(refusal(await refund(shop, placed, body))).toEqual([422, 'REFUND_EXCEEDS_CAPTURED']);
  }
  const ofRefund = { ...placed, documentId: given.body.data.refundId as string };
  expect(refusal(await refund(shop, ofRefund, {}))).toEqual([404, 'ORDER_NOT_FOUND']);
});

/** Gives money of an order back in PayPal's own pages. */
async function refundAtPaypal(placed: Ordered, value: string): Promise<void> {
  const [payment] = await shop.sql<{ receipt: string }>(
    `SELECT receipt FROM payments WHERE order_number = $1`,
    [placed.number],
  );
  const basic = Buffer.from('emulated-client-id:emulated-client-secret').toString('base64');
  const answer = await fetch(`${paypal.url}/v1/oauth2/token`, {
    method: 'POST',
    headers: { Authorization: `Basic ${basic}` },
    body: new URLSearchParams({ grant_type: 'client_credentials' }),
  });
  const { access_token: token } = (await answer.json()) as { access_token: string };
  const made = await call('POST', `${paypal.url}/v2/payments/captures/${payment!.receipt}/refund`, {
    headers: bearer(token),
    body: { amount: { value, currency_code: 'USD' } },
  });
  expect(made.status).toBe(201);
}

test('a refund that waits and is made in PayPal’s own pages is decided no more', async () => {
  const placed = await paidOrder(3 * ALONE);
  const { refundId, status } = (await refund(shop, placed, { amount: ALONE + 10_00 })).body.data;
  expect(status).toBe('waiting_for_approval');
  await refundAtPaypal(placed, '60.00');
  expect(await moneyWhen(shop, placed, isBack(60_00))).toMatchObject({ amountRefunded: 60_00 });
  for (const decision of ['reject', 'approve']) {
    const decided = await call('POST', `${shop.url}/api/admin/refunds/${refundId}/${decision}`, {
      headers: bearer(await shop.adminToken()),
    });
    expect(refusal(decided)).toEqual([409, 'ILLEGAL_TRANSITION']);
  }
  const refunds = await shop.sql(
    `SELECT one.document_id AS id, result, approval FROM payment_operations one
       JOIN payments ON payments.id = payment_id
      WHERE operation = 'refund' AND order_number = $1`,
    [placed.number],
  );
  expect(refunds).toEqual([{ id: refundId, result: 'succeeded', approval: 'none' }]);
});

test('a refund in PayPal’s own pages shows on the order by its message', async () => {
  const placed = await paidOrder();
  await refundAtPaypal(placed, '3.00');
  expect(await moneyWhen(shop, placed, isBack(300))).toMatchObject({
    paymentStatus: 'partially_refunded',
    amountRefunded: 300,
  });
});

test.each([
  ['pending', 300],
  ['failed', 0],
])('a refund in PayPal’s own pages that is %s for a while calls nobody', async (how, back) => {
  const placed = await paidOrder();
  await paypal.fault({ on: 'refund.create', do: how, ms: 500 });
  await refundAtPaypal(placed, '3.00');
  const [first, last] = ['PENDING', how === 'failed' ? 'FAILED' : 'REFUNDED'];
  const states = () =>
    shop.sql<{ state: string }>(
      `SELECT one.state FROM payment_messages one JOIN payments ON payments.id = payment_id
        WHERE (type LIKE '%.' || $2 OR type LIKE '%.' || $3)
          AND type LIKE '%REFUND%' AND one.state <> 'received' AND order_number = $1`,
      [placed.number, first, last],
    );
  await until(async () => (await states()).length === 2, 'the end of both messages');
  expect(await states()).toEqual([{ state: 'worked' }, { state: 'worked' }]);
  expect(await moneyOf(shop, placed)).toMatchObject({ amountRefunded: back });
});

test('F-05 a refund that somebody makes at PayPal is not taken for ours of the same amount', async () => {
  const placed = await paidOrder();
  await paypal.fault({ on: 'refund.create', do: 'drop_before' });
  expect((await refund(shop, placed, { amount: 600 })).body.data.status).toBe('pending');
  await refundAtPaypal(placed, '6.00');
  const message = () =>
    shop.sql<{ state: string; why: string | null }>(
      `SELECT one.state, why FROM payment_messages one
         JOIN payments ON payments.id = payment_id
        WHERE type = 'PAYMENT.CAPTURE.REFUNDED' AND order_number = $1`,
      [placed.number],
    );
  await until(async () => (await message()).length > 0, 'a message that was read');
  expect(await message()).toEqual([
    { state: 'received', why: 'a refund of ours like it has no name yet' },
  ]);
  await letQuestionsCome(shop);
  const refunds = () =>
    shop.sql<{ result: string; by: string }>(
      `SELECT result, requested_by AS by FROM payment_operations one
         JOIN payments ON payments.id = payment_id
        WHERE operation = 'refund' AND order_number = $1 ORDER BY one.id`,
      [placed.number],
    );
  await until(async () => (await refunds())[0]?.result === 'succeeded', 'the end of our own');
  await shop.sql(`UPDATE payment_messages SET next_try_at = now() WHERE next_try_at IS NOT NULL`);
  expect(await moneyWhen(shop, placed, isBack(1200))).toMatchObject({ amountRefunded: 1200 });
  expect(await refunds()).toEqual([
    { result: 'succeeded', by: expect.not.stringContaining('provider') },
    { result: 'succeeded', by: 'provider' },
  ]);
});

test('a refund that fails after a while is heard of by its message', async () => {
  const placed = await paidOrder();
  await paypal.fault({ on: 'refund.create', do: 'failed', ms: 1_000 });
  expect((await refund(shop, placed, { amount: 600 })).body.data.status).toBe('pending');
  // Nobody asks.
  await shop.sql(
    `UPDATE payment_operations SET next_check_at = now() + interval '1 hour'
      WHERE operation = 'refund' AND next_check_at IS NOT NULL`,
  );
  const failed = await until(async () => {
    const [one] = await shop.sql<{ code: string | null }>(
      `SELECT error_code AS code FROM payment_operations one
         JOIN payments ON payments.id = payment_id
        WHERE operation = 'refund' AND result = 'failed' AND order_number = $1`,
      [placed.number],
    );
    return one;
  }, 'a refund that has failed');
  expect(failed).toEqual({ code: 'failed' });
});

test.each(['won', 'lost'])(
  'F-34 a disputed order stays where it is, and goes on where that was %s',
  async (how) => {
    const placed = await newOrder();
    const id = await begin(placed);
    await approve(id);
    await capture(placed, id);
    await moneyWhen(shop, placed, isPaid);
    const prepare = async () =>
      call('PUT', `${shop.url}/api/orders/${placed.documentId}/status`, {
        headers: bearer(await shop.apiToken()),
        body: { status: 'preparing' },
      });
    const stageWhen = (stage: string) =>
      until(async () => {
        const [payment] = await shop.sql<{ dispute: string; review: string }>(
          'SELECT dispute, review FROM payments WHERE reference = $1',
          [id],
        );
        return payment?.dispute === stage && payment;
      }, `a dispute that is ${stage}`);
    const { dispute_id: disputeId } = await paypal.tell('POST', `orders/${id}/dispute`);
    expect(await stageWhen('open')).toEqual({ dispute: 'open', review: 'disputed: open' });
    expect(refusal(await prepare())).toEqual([409, 'ORDER_DISPUTED']);
    await paypal.tell('POST', `disputes/${disputeId}/close/${how}`);
    await stageWhen(how);
    // An older message that comes last says nothing new.
    const opened = (await paypal.messages()).find(
      ({ body }) => body.includes('CUSTOMER.DISPUTE.CREATED') && body.includes(disputeId),
    )!;
    await paypal.resend(opened.number);
    const [status, code] = how === 'won' ? [200, undefined] : [409, 'ORDER_DISPUTED'];
    const moved = await prepare();
    expect([moved.status, moved.body.error?.details.code]).toEqual([status, code]);
    expect(await moneyOf(shop, placed)).toMatchObject({ paymentStatus: 'paid', amountRefunded: 0 });
  },
);

test.each(['refund', 'capture'])(
  'F-34 money that PayPal has taken back by itself stops the order, told of by the %s',
  async (shown) => {
    const placed = await newOrder();
    const id = await begin(placed);
    await approve(id);
    await capture(placed, id);
    await moneyWhen(shop, placed, isPaid);
    await paypal.tell('POST', `orders/${id}/reverse/${shown}`);
    const reversed = await until(async () => {
      const [found] = await shop.sql<{ dispute: string | null; review: string; disputed: boolean }>(
        `SELECT dispute, review, disputed FROM payments JOIN orders ON orders.id = order_id
          WHERE reference = $1`,
        [id],
      );
      return found?.dispute === 'lost' && found;
    }, 'a payment that was reversed');
    expect(reversed).toEqual({ dispute: 'lost', review: 'disputed: reversed', disputed: true });
  },
);

test('orders that nobody approved keep nobody from getting money back', async () => {
  const abandoned = await newOrder();
  await begin(abandoned);
  await letExpire(shop, abandoned);
  await crowd(abandoned, 1_000);
  const placed = await paidOrder();
  await call('PUT', `${shop.url}/api/orders/${placed.documentId}/cancel`, {
    headers: { ...newKey(), ...buyer(placed) },
  });
  expect(await moneyWhen(shop, placed, isBack(placed.total))).toMatchObject({
    paymentStatus: 'refunded',
  });
});

/** Writes so many orders like one, each with its open payment. */
async function crowd({ documentId }: Ordered, size: number): Promise<void> {
  const copiesOf = (table: string, which: string, changes: string) =>
    `SELECT copy.* FROM ${table} one, generate_series(1, ${size}) AS turn,
            jsonb_populate_record(one, ${changes}) AS copy WHERE ${which}`;
  await shop.sql(
    `WITH more_orders AS (
       INSERT INTO orders ${copiesOf(
         'orders',
         'one.document_id = $1',
         `jsonb_build_object('id', -turn, 'document_id', '0' || turn, 'number', 'CROWD-' || turn,
                             'cart_id', NULL)`,
       )} RETURNING id
     ), more_payments AS (
       INSERT INTO payments ${copiesOf(
         'payments',
         'one.order_id = (SELECT id FROM orders WHERE document_id = $1)',
         `jsonb_build_object('id', -turn, 'document_id', '0' || turn, 'order_id', -turn,
                             'reference', NULL, 'callback_token', turn::text)`,
       )} RETURNING id
     )
     INSERT INTO payment_operations ${copiesOf(
       'payment_operations',
       `one.payment_id = (SELECT payments.id FROM payments
                            JOIN orders ON orders.id = order_id
                           WHERE orders.document_id = $1)`,
       `jsonb_build_object('id', -turn, 'document_id', '0' || turn, 'payment_id', -turn,
                           'next_check_at', NULL)`,
     )}`,
    [documentId],
  );
}
