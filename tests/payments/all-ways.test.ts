import { Guest, makeCoupon } from '../pricing/shoppers';
import { faultsInBooks } from '../support/books';
import { makeStore, makeVariant, newKey, stock, stockOf } from '../support/catalogue';
import { bearer, call, refusal } from '../support/http';
import { until } from '../support/until';
import { closeCounter, openCounter, reconcile, sellIn, type Counter } from './counter';
import { newPhone, push } from './paybill';
import {
  buyer,
  createIntent,
  intentOf,
  isPaid,
  moneyOf,
  moneyWhen,
  order,
  paidOrder,
  payByCard,
  refund,
  runNow,
  type Money,
  type Ordered,
} from './till';

let counter: Counter;

beforeAll(async () => {
  counter = await openCounter(() => ({
    DUKA_RATE_LIMITS: 'on',
    DUKA_NEW_CARTS_PER_MINUTE: '1000',
    DUKA_PAYMENTS_PER_ORDER: '4',
    DUKA_PAYMENTS_PER_PHONE: '2',
    DUKA_REFUSALS_PER_CARD: '2',
  }));
});
afterAll(() => closeCounter(counter));
afterEach(async () => {
  for (const provider of [counter.stripe, counter.daraja, counter.paypal]) {
    await provider.clearFaults();
  }
  await counter.daraja.set({ phone: 'accepts' });
});

/** A guest with one thing of a price in the cart. */
async function guestWithGoods(price: number): Promise<Guest> {
  const { shop } = counter;
  const [store, variant] = [await makeStore(shop), await makeVariant(shop, { price })];
  await stock(shop, store, variant, 5);
  return Guest.with(shop.url, variant);
}

const offered = async (guest?: Guest): Promise<string[]> => {
  const answer = await (guest?.send('GET', '/payments/methods') ??
    call('GET', `${counter.shop.url}/api/payments/methods`));
  return answer.body.data.map(({ method }: { method: string }) => method).sort();
};

const collect = async ({ documentId }: { documentId: string }, amount: number) =>
  call('POST', `${counter.shop.url}/api/payments/${documentId}/cash`, {
    headers: { ...newKey(), ...bearer(await counter.shop.apiToken()) },
    body: { amount },
  });

/** Has the shop ask about the payment of an order; tells whether somebody does. */
async function takenNow({ documentId }: Ordered): Promise<() => Promise<boolean>> {
  const { shop } = counter;
  await shop.sql(
    `UPDATE payment_operations SET next_check_at = now()
      WHERE payment_id IN (SELECT payments.id FROM payments
                             JOIN orders ON orders.id = order_id WHERE orders.document_id = $1)`,
    [documentId],
  );
  return async () => {
    const [operation] = await shop.sql<{ tries: number }>(
      `SELECT tries FROM payment_operations one
         JOIN payments ON payments.id = payment_id
         JOIN orders ON orders.id = order_id WHERE orders.document_id = $1`,
      [documentId],
    );
    return (operation?.tries ?? 0) > 1;
  };
}

describe('In dollars', () => {
  test('M-Pesa is not offered, and takes no order', async () => {
    const guest = await guestWithGoods(1999);
    expect(await offered(guest)).toEqual(['cash_on_delivery', 'paypal', 'stripe']);
    const refused = await guest.order({ paymentMethod: 'mpesa' });
    expect(refusal(refused)).toEqual([422, 'PAYMENT_METHOD_UNAVAILABLE']);
    expect(refused.body.error.details).toMatchObject({ paymentMethod: 'mpesa', currency: 'USD' });
    expect((await guest.order({ paymentMethod: 'paypal' })).status).toBe(201);
  });

  test('F-55 an order of nothing is paid as it is, whatever its method', async () => {
    const { shop } = counter;
    const { code } = await makeCoupon(shop, { percentage: 10_000 });
    const guest = await guestWithGoods(1999);
    await guest.give(code);
    const placed = await guest.order({ paymentMethod: 'stripe', deliveryType: 'pickup' });
    expect([placed.status, placed.body.data]).toMatchObject([
      201,
      { total: 0, status: 'confirmed', paymentStatus: 'paid' },
    ]);
    expect(await moneyOf(shop, placed.body.data)).toMatchObject({
      paymentStatus: 'paid',
      amountDue: 0,
      payments: [],
    });
    const late = await createIntent(shop, placed.body.data);
    expect(refusal(late)).toEqual([409, 'ORDER_NOT_PAYABLE']);
  });

  test('F-35 cash that is owed waits until it was handed back, once', async () => {
    const { shop } = counter;
    const placed = await order(shop, { paymentMethod: 'cash_on_delivery' });
    expect((await collect(placed, placed.total)).status).toBe(201);
    await call('PUT', `${shop.url}/api/orders/${placed.documentId}/cancel`, {
      headers: { ...newKey(), ...buyer(placed) },
    });
    await runNow(shop, 'payments.restore_balance');
    const owed = await until(async () => {
      const [row] = await shop.sql<{ id: string }>(
        `SELECT one.document_id AS id FROM payment_operations one
           JOIN payments ON payments.id = payment_id
          WHERE operation = 'refund' AND order_number = $1`,
        [placed.number],
      );
      return row?.id;
    }, 'the refund');
    expect(await moneyOf(shop, placed)).toMatchObject({ status: 'cancelled', amountRefunded: 0 });
    const handBack = async () =>
      call('POST', `${shop.url}/api/admin/refunds/${owed}/handed-back`, {
        headers: bearer(await shop.apiToken()),
      });
    expect((await handBack()).body.data).toMatchObject({ status: 'succeeded' });
    expect((await handBack()).body.data).toMatchObject({ status: 'succeeded' });
    expect(await moneyOf(shop, placed)).toMatchObject({
      paymentStatus: 'refunded',
      amountRefunded: placed.total,
    });
  });

  test.each([['shipped'], ['ready']])(
    'F-35 an order that is %s and refused at hand-over ends, and its goods come back once',
    async (last) => {
      const { shop } = counter;
      const placed = await order(shop, { paymentMethod: 'cash_on_delivery', quantity: 2 });
      const staff = bearer(await shop.apiToken());
      const refuse = () =>
        call('POST', `${shop.url}/api/payments/${placed.documentId}/refused`, {
          headers: staff,
          body: { reason: 'Nobody was at home.' },
        });
      expect(refusal(await refuse())).toEqual([409, 'ILLEGAL_TRANSITION']);
      for (const status of ['confirmed', 'preparing', last]) {
        const moved = await call('PUT', `${shop.url}/api/orders/${placed.documentId}/status`, {
          headers: staff,
          body: { status },
        });
        expect(moved.status).toBe(200);
      }
      const refused = await refuse();
      expect([refused.status, refused.body.data]).toMatchObject([
        200,
        { status: 'refunded', amountDue: 0, amountPaid: 0, payments: [] },
      ]);
      const free = { on_hand: 5, reserved: 0 };
      expect(await stockOf(shop, placed.store, placed.variant)).toEqual(free);
      expect(refusal(await refuse())).toEqual([409, 'ILLEGAL_TRANSITION']);
      expect(await stockOf(shop, placed.store, placed.variant)).toEqual(free);
      expect(refusal(await collect(placed, placed.total))).toEqual([409, 'ORDER_NOT_PAYABLE']);
      const track = await call('GET', `${shop.url}/api/orders/${placed.documentId}/track`, {
        headers: buyer(placed),
      });
      expect(track.body.data.history.at(-1)).toMatchObject({
        status: 'refunded',
        note: 'Not taken at hand-over: Nobody was at home.',
      });
      expect(await faultsInBooks(shop)).toEqual([]);
    },
  );

  test('F-35 what was paid at the door does not come back as if it were not', async () => {
    const { shop } = counter;
    const placed = await order(shop, { paymentMethod: 'cash_on_delivery' });
    const staff = bearer(await shop.apiToken());
    for (const status of ['confirmed', 'preparing', 'shipped']) {
      await call('PUT', `${shop.url}/api/orders/${placed.documentId}/status`, {
        headers: staff,
        body: { status },
      });
    }
    expect((await collect(placed, placed.total)).status).toBe(201);
    const path = `${shop.url}/api/payments/${placed.documentId}/refused`;
    const body = { reason: 'Nobody was at home.' };
    expect(refusal(await call('POST', path, { headers: staff, body }))).toEqual([
      409,
      'ILLEGAL_TRANSITION',
    ]);
    expect((await call('POST', path, { headers: buyer(placed), body })).status).toBe(401);
    expect(await moneyOf(shop, placed)).toMatchObject({ status: 'shipped', paymentStatus: 'paid' });
  });

  test('a card that was refused too often is shut out', async () => {
    const { shop, stripe } = counter;
    const stolen = 'visa_chargeDeclined';
    for (let turn = 0; turn < 2; turn += 1) {
      const placed = await order(shop);
      await payByCard(stripe, await intentOf(shop, placed), stolen).catch(() => undefined);
      const money = await moneyWhen(
        shop,
        placed,
        ({ paymentStatus }) => paymentStatus === 'failed',
      );
      expect(money.payments).toMatchObject([{ status: 'failed' }]);
    }
    const placed = await order(shop);
    const intentId = await intentOf(shop, placed);
    await payByCard(stripe, intentId, stolen).catch(() => undefined);
    const isCalledOff = ({ payments }: Money) => payments[0]?.status === 'cancelled';
    expect(await moneyWhen(shop, placed, isCalledOff)).toMatchObject({ status: 'pending' });
    await expect(payByCard(stripe, intentId)).rejects.toThrow();
    await payByCard(stripe, await intentOf(shop, placed));
    expect(await moneyWhen(shop, placed, isPaid)).toMatchObject({ paymentStatus: 'paid' });
  });

  test('tries to pay one order are limited', async () => {
    const { shop } = counter;
    const placed = await order(shop);
    for (let turn = 0; turn < 4; turn += 1) {
      expect((await createIntent(shop, placed)).status).toBe(201);
    }
    const refused = await createIntent(shop, placed);
    expect(refusal(refused)).toEqual([429, 'RATE_LIMITED']);
    expect(Number(refused.headers.get('Retry-After'))).toBeGreaterThan(0);
  });

  test('F-37 both books are compared, both ways', async () => {
    const { shop, stripe } = counter;
    const anHourAgo = new Date(Date.now() - 3_600_000).toISOString();
    const fine = await paidOrder(counter);
    await refund(shop, fine, { amount: 500 });
    await stripe.fault({ on: 'event', do: 'never', times: null });
    const stranger = await fetch(`${stripe.url}/v1/payment_intents`, {
      method: 'POST',
      headers: { Authorization: 'Bearer sk_test_emulated' },
      body: new URLSearchParams({
        amount: '777',
        currency: 'usd',
        payment_method: 'pm_card_visa',
        confirm: 'true',
      }),
    });
    const { id: strangerId } = (await stranger.json()) as { id: string };
    const open = await order(shop);
    const openId = await intentOf(shop, open);
    // Nobody asks about it by himself before the books are compared.
    await shop.sql(
      `UPDATE payment_operations SET next_check_at = now() + interval '1 day'
        WHERE payment_id = (SELECT id FROM payments WHERE reference = $1)`,
      [openId],
    );
    await payByCard(stripe, openId);
    await shop.sql(
      `UPDATE payment_operations SET amount = amount - 1 WHERE operation = 'refund' AND payment_id = (SELECT id FROM payments WHERE reference = $1)`,
      [fine.intentId],
    );
    await shop.sql(
      `INSERT INTO payment_operations (document_id, payment_id, operation, result, currency, amount,
                                       provider_id, decided_at, created_at)
       SELECT 'made-up-refund', id, 'refund', 'succeeded', 'USD', 1, 're_made_up', now(), now()
         FROM payments WHERE reference = $1`,
      [fine.intentId],
    );
    const { status, lines } = await reconcile(counter, '--from', anHourAgo, '--repair');
    expect(status).toBe(1);
    expect(lines.filter((line) => line.startsWith('stripe'))).toEqual(
      expect.arrayContaining([
        expect.stringContaining(`not in our books: capture`),
        expect.stringContaining(`of ${strangerId}, 7.77 USD`),
        expect.stringContaining(`of ${openId}, 24.99 USD`),
        expect.stringContaining('another amount in our books: refund'),
        expect.stringContaining('not in theirs: refund of 0.01 USD'),
        `stripe: is asked again about order ${open.number}`,
        expect.stringMatching(/^stripe: 2 the same in both books, 4 different/),
      ]),
    );
    expect(await moneyWhen(shop, open, isPaid)).toMatchObject({ paymentStatus: 'paid' });
    await shop.sql(`DELETE FROM payment_operations WHERE document_id = 'made-up-refund'`);
  });

  test('F-33 a provider that takes its time keeps nobody else waiting', async () => {
    const { shop, stripe, paypal } = counter;
    const slow = await order(shop, { paymentMethod: 'paypal' });
    const begun = await call('POST', `${shop.url}/api/payments/paypal/create-order`, {
      headers: { ...newKey(), ...buyer(slow) },
      body: { orderId: slow.documentId },
    });
    const placed = await order(shop);
    const intentId = await intentOf(shop, placed);
    await paypal.fault({ on: 'order.retrieve', do: 'never' });
    const taken = await takenNow(slow);
    await until(taken, 'the question that PayPal does not answer');
    await payByCard(stripe, intentId);
    expect(await moneyWhen(shop, placed, isPaid)).toMatchObject({ paymentStatus: 'paid' });
    const [question] = await shop.sql(
      `SELECT count(*)::int FROM payment_exchanges WHERE what = $1`,
      [`GET /v2/checkout/orders/${begun.body.data.paypalOrderId}`],
    );
    // Nobody has given it up yet.
    expect(question).toEqual({ count: 0 });
  });
});

describe('In a currency of which a provider takes not every digit', () => {
  const byCard = async (placed: Ordered): Promise<void> =>
    payByCard(counter.stripe, await intentOf(counter.shop, placed));
  const byPaypal = async (placed: Ordered): Promise<void> => {
    const { shop, paypal } = counter;
    const begun = await call('POST', `${shop.url}/api/payments/paypal/create-order`, {
      headers: { ...newKey(), ...buyer(placed) },
      body: { orderId: placed.documentId },
    });
    const approval = `${paypal.url}/_emulator/orders/${begun.body.data.paypalOrderId}/approve`;
    await fetch(approval, { method: 'POST', redirect: 'manual' });
  };

  test.each([
    ['KWD', 'stripe', 5_005, byCard],
    ['HUF', 'paypal', 500_50, byPaypal],
  ] as const)('%s by %s goes back by hand where it must', async (currency, method, price, pay) => {
    const { shop } = counter;
    await sellIn(counter, currency);
    const placed = await order(shop, { paymentMethod: method, price, quantity: 2 });
    await pay(placed);
    expect(await moneyWhen(shop, placed, isPaid)).toMatchObject({ amountPaid: placed.total });

    const [line] = placed.items;
    const lines = [{ lineId: line!.documentId, quantity: 1 }];
    for (const [field, body] of Object.entries({ amount: { amount: price }, lines: { lines } })) {
      const refused = await refund(shop, placed, body);
      expect(refusal(refused)).toEqual([400, 'VALIDATION_FAILED']);
      expect(refused.body.error.details.errors[0].path).toEqual([field]);
    }
    // What the shop owes it owes to the last digit.
    const amended = await call('PUT', `${shop.url}/api/admin/orders/${placed.documentId}/lines`, {
      headers: bearer(await shop.apiToken()),
      body: { items: lines },
    });
    expect(amended.status).toBe(200);
    const owed = await until(async () => {
      const [row] = await shop.sql<{ id: string }>(
        `SELECT one.document_id AS id, result, error_code, next_check_at
           FROM payment_operations one JOIN payments ON payments.id = payment_id
          WHERE operation = 'refund' AND order_number = $1 AND one.tries > 0
            AND result <> 'started'`,
        [placed.number],
      );
      return row;
    }, 'the refund');
    expect(owed).toMatchObject({ result: 'pending', error_code: 'by_hand', next_check_at: null });
    const path = `${shop.url}/api/admin/refunds/${owed.id}/handed-back`;
    const handed = await call('POST', path, { headers: bearer(await shop.apiToken()) });
    expect(handed.body.data).toMatchObject({ status: 'succeeded', amount: price });
    const rest = await refund(shop, placed, { amount: 100 });
    expect([rest.status, rest.body.data.status]).toEqual([201, 'succeeded']);
    expect(await moneyOf(shop, placed)).toMatchObject({ amountRefunded: price + 100 });
  });
});

describe('In shillings', () => {
  beforeAll(() => sellIn(counter, 'KES'));

  test('M-Pesa is offered for whole shillings, up to what it takes', async () => {
    expect(await offered()).toEqual(['cash_on_delivery', 'mpesa', 'stripe']);
    expect(await offered(await guestWithGoods(500_00))).toContain('mpesa');
    expect(await offered(await guestWithGoods(500_50))).not.toContain('mpesa');
    expect(await offered(await guestWithGoods(250_001_00))).not.toContain('mpesa');
    const refused = await (await guestWithGoods(500_00)).order({ paymentMethod: 'paypal' });
    expect(refusal(refused)).toEqual([422, 'PAYMENT_METHOD_UNAVAILABLE']);
  });

  test('an order that is named tells how it can be paid', async () => {
    const { shop } = counter;
    const placed = await order(shop, { paymentMethod: 'mpesa', price: 500_50 });
    const path = `${shop.url}/api/payments/methods?orderId=${placed.number}`;
    const answer = await call('GET', path, { headers: buyer(placed) });
    expect(answer.body.data).toEqual([
      { method: 'cash_on_delivery', name: 'Cash on delivery' },
      { method: 'stripe', name: 'Card' },
    ]);
    expect(refusal(await call('GET', path))).toEqual([404, 'ORDER_NOT_FOUND']);
  });

  test('prompts to one telephone number are limited', async () => {
    const { shop, daraja } = counter;
    await daraja.set({ phone: 'refuses' });
    const phoneNumber = newPhone();
    for (let turn = 0; turn < 2; turn += 1) {
      const placed = await order(shop, { paymentMethod: 'mpesa', price: (500 + turn) * 100 });
      expect((await push(shop, placed, { body: { phoneNumber } })).status).toBe(202);
      await moneyWhen(shop, placed, ({ paymentStatus }) => paymentStatus === 'failed');
    }
    const placed = await order(shop, { paymentMethod: 'mpesa', price: 510_00 });
    const spelled = `0${phoneNumber.slice(3)}`;
    const refused = await push(shop, placed, { body: { phoneNumber: spelled } });
    expect(refusal(refused)).toEqual([429, 'RATE_LIMITED']);
    expect((await push(shop, placed)).status).toBe(202);
  });

  test('fifty calls under one key are one prompt, count once and are answered alike', async () => {
    const { shop, daraja } = counter;
    const phoneNumber = newPhone();
    const ring = (placed: Ordered, key = newKey()) =>
      push(shop, placed, { key, body: { phoneNumber } });
    const placed = await order(shop, { paymentMethod: 'mpesa', price: 500_00 });
    const key = newKey();
    const answers = await Promise.all(Array.from({ length: 50 }, () => ring(placed, key)));
    const begun = answers.find(({ status }) => status === 202);
    for (const answer of answers.filter(({ status }) => status !== 202)) {
      expect(refusal(answer)).toEqual([409, 'IDEMPOTENCY_IN_PROGRESS']);
    }
    const again = await ring(placed, key);
    expect([again.status, again.headers.get('Idempotency-Replayed'), again.body]).toEqual([
      202,
      'true',
      begun?.body,
    ]);
    const prompts = (await daraja.tell('GET', 'prompts')) as { reference: string }[];
    expect(prompts.filter(({ reference }) => reference === placed.number)).toHaveLength(1);
    await moneyWhen(shop, placed, isPaid);
    const other = await order(shop, { paymentMethod: 'mpesa', price: 510_00 });
    expect((await ring(other)).status).toBe(202);
  });

  test('F-33 a prompt that was never sent can be sent at once', async () => {
    const { shop, daraja } = counter;
    const placed = await order(shop, { paymentMethod: 'mpesa', price: 500_00 });
    await daraja.tell('POST', 'tokens/forget');
    await daraja.fault({ on: 'token', do: 'html' });
    const same = { key: newKey(), body: { phoneNumber: newPhone() } };
    const first = await push(shop, placed, same);
    expect(refusal(first)).toEqual([503, 'PROVIDER_UNAVAILABLE']);
    expect((await moneyOf(shop, placed)).payments).toMatchObject([
      { status: 'failed', failureCode: 'not_sent' },
    ]);
    expect((await push(shop, placed, same)).status).toBe(202);
    expect(await moneyWhen(shop, placed, isPaid)).toMatchObject({ paymentStatus: 'paid' });
  });

  test('F-33 a provider that is away is left alone, and the others are offered', async () => {
    const { shop, stripe } = counter;
    const paid = await paidOrder(counter, { price: 500_00 });
    const open = await order(shop, { price: 500_00 });
    const intentId = await intentOf(shop, open);
    const next = await order(shop, { price: 500_00 });
    const busy = { error: { type: 'rate_limit_error', message: 'Too many requests' } };
    await stripe.fault({ on: 'intent.create', do: 'reply', status: 429, body: busy, times: null });
    for (let turn = 0; turn < 5; turn += 1) {
      const silent = await createIntent(shop, await order(shop, { price: 500_00 }));
      expect(refusal(silent)).toEqual([503, 'PROVIDER_UNAVAILABLE']);
    }
    await stripe.clearFaults();
    const confirm = await call('POST', `${shop.url}/api/payments/stripe/confirm`, {
      headers: buyer(open),
      body: { orderId: open.documentId, intentId },
    });
    for (const alone of [await createIntent(shop, next), confirm]) {
      expect(refusal(alone)).toEqual([503, 'PROVIDER_UNAVAILABLE']);
      expect(Number(alone.headers.get('Retry-After'))).toBeGreaterThan(1);
    }
    expect((await refund(shop, paid, { amount: 100 })).body.data.status).toBe('pending');
    expect(await offered(await guestWithGoods(500_00))).toEqual(['cash_on_delivery', 'mpesa']);
    const other = await order(shop, { paymentMethod: 'mpesa', price: 500_00 });
    expect((await push(shop, other)).status).toBe(202);
  });

  test('F-33 what was answered is answered again while its provider is away', async () => {
    const { shop, daraja } = counter;
    const placed = await order(shop, { paymentMethod: 'mpesa', price: 500_00 });
    const same = { key: newKey(), body: { phoneNumber: newPhone() } };
    const begun = await push(shop, placed, same);
    expect(begun.status).toBe(202);
    await moneyWhen(shop, placed, isPaid);
    await daraja.fault({ on: 'stk.push', do: 'drop', times: null });
    for (let turn = 0; turn < 6; turn += 1) {
      const next = await order(shop, { paymentMethod: 'mpesa', price: 500_00 });
      expect(refusal(await push(shop, next))).toEqual([503, 'PROVIDER_UNAVAILABLE']);
    }
    const again = await push(shop, placed, same);
    expect([again.status, again.body]).toEqual([202, begun.body]);
  });
});
