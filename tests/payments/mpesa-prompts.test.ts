import { eventsOf } from '../orders/orders';
import { guestWith, newKey } from '../support/catalogue';
import { call, refusal } from '../support/http';
import { until } from '../support/until';
import {
  asked,
  booksOf,
  callbackBody,
  callbackOf,
  closePaybill,
  enterPin,
  messages,
  newPhone,
  openPaybill,
  orderToPay,
  paidByPhone,
  prompted,
  push,
  type Paybill,
} from './paybill';
import {
  isBack,
  isPaid,
  moneyOf,
  moneyWhen,
  refund,
  runNow,
  type Money,
  type Ordered,
} from './till';

let paybill: Paybill;

beforeAll(async () => {
  paybill = await openPaybill();
});
afterEach(async () => {
  await paybill.daraja.clearFaults();
  await paybill.daraja.set({ phone: 'accepts' });
});
afterAll(async () => {
  const books = await booksOf(paybill);
  await closePaybill(paybill);
  expect(books.ours).toEqual(books.theirs);
});

/** A prompt as Daraja has it. */
interface Prompt {
  checkoutRequestId: string;
  reference: string;
}

const hasFailed = ({ payments }: Money) => payments.at(-1)?.status === 'failed';

/** Lets the time of an order run out, and a day more. */
async function letADayPass({ documentId }: Ordered): Promise<void> {
  const { shop } = paybill;
  await shop.sql(
    `UPDATE payments
        SET due_at = due_at - interval '25 hours', created_at = created_at - interval '25 hours'
      WHERE order_id = (SELECT id FROM orders WHERE document_id = $1)`,
    [documentId],
  );
  await shop.sql(
    `UPDATE orders SET placed_at = placed_at - interval '25 hours' WHERE document_id = $1`,
    [documentId],
  );
  await runNow(shop, 'payments.expire_orders');
}

describe('A prompt on the phone', () => {
  test('is answered by the PIN, and the order is paid and confirmed once', async () => {
    const { shop, daraja } = paybill;
    const placed = await orderToPay(shop);
    const key = newKey();
    await daraja.set({ phone: 'asks' });
    const begun = await push(shop, placed, { key, body: { phoneNumber: '0712 345 678' } });
    expect([begun.status, begun.body.data]).toEqual([
      202,
      {
        paymentId: expect.any(String),
        method: 'mpesa',
        checkoutRequestId: expect.stringMatching(/^ws_CO_/),
        merchantRequestId: expect.any(String),
        customerMessage: 'Success. Request accepted for processing',
        amount: placed.total,
        currency: 'KES',
      },
    ]);
    const again = await push(shop, placed);
    expect(again.body.data).toEqual(begun.body.data);
    const [prompt] = (await daraja.tell('GET', 'prompts')).slice(-1);
    expect(prompt).toMatchObject({
      phone: '254712345678',
      amount: placed.total / 100,
      reference: placed.number,
    });
    await enterPin(paybill, begun.body.data.checkoutRequestId);
    expect(await moneyWhen(shop, placed, isPaid)).toMatchObject({
      status: 'confirmed',
      paymentStatus: 'paid',
      amountPaid: placed.total,
      payments: [{ method: 'mpesa', status: 'paid' }],
    });
    const events = (await eventsOf(shop, placed)).map(({ event }) => event);
    expect(events.filter((event) => event === 'order.confirmed')).toHaveLength(1);
    expect((await push(shop, placed)).body.error.details.code).toBe('ORDER_NOT_PAYABLE');
  });

  test.each(['07123', '+255712345678', 712345678, undefined])(
    'does not go to %p',
    async (phoneNumber) => {
      const placed = await orderToPay(paybill.shop);
      const answer = await push(paybill.shop, placed, { body: { phoneNumber } });
      expect(refusal(answer)).toEqual([400, 'VALIDATION_FAILED']);
      expect(answer.body.error.details.errors[0].path).toEqual(['phoneNumber']);
    },
  );

  test('is not for cents', async () => {
    const placed = await orderToPay(paybill.shop, { price: 500_50 });
    const answer = await push(paybill.shop, placed);
    expect(refusal(answer)).toEqual([422, 'WHOLE_SHILLINGS_ONLY']);
  });

  test('is for a total that the shop has rounded, and what comes back is whole, too', async () => {
    const { shop } = paybill;
    await shop.sql('UPDATE shop_settings SET round_total_to = 100');
    try {
      const placed = await paidByPhone(paybill, { price: 500_30, quantity: 2 });
      expect(placed).toMatchObject({ subtotal: 1000_60, roundingTotal: 40, total: 1006_00 });
      const lines = [{ lineId: placed.items[0]?.documentId, quantity: 1 }];
      const back = await refund(shop, placed, { lines });
      expect(back.body.data).toMatchObject({ amount: 500_00 });
    } finally {
      await shop.sql('UPDATE shop_settings SET round_total_to = NULL');
    }
  });

  test('that is cancelled leaves the order payable, and the shopper is told why', async () => {
    const { shop, daraja } = paybill;
    const placed = await orderToPay(shop);
    await daraja.fault({ on: 'stk.prompt', do: 'result', code: 1032 });
    await push(shop, placed);
    const failed = await moneyWhen(shop, placed, hasFailed);
    expect(failed).toMatchObject({ status: 'pending', paymentStatus: 'failed' });
    await push(shop, placed);
    expect(await moneyWhen(shop, placed, isPaid)).toMatchObject({ paymentStatus: 'paid' });
  });

  test('that Daraja refuses at once is refused', async () => {
    const { shop, daraja } = paybill;
    const placed = await orderToPay(shop);
    await daraja.set({ phone: 'asks' });
    const phoneNumber = newPhone();
    await push(shop, placed, { body: { phoneNumber } });
    const other = await orderToPay(shop);
    const refused = await push(shop, other, { body: { phoneNumber } });
    expect(refusal(refused)).toEqual([422, 'PAYMENT_REFUSED']);
    expect(refused.body.error.message).toMatch(/open on this phone/);
  });

  test('F-12 whose answer is lost is not sent again, and its callback finds the payment', async () => {
    const { shop, daraja } = paybill;
    const placed = await orderToPay(shop);
    await daraja.set({ phone: 'asks' });
    await daraja.fault({ on: 'stk.push', do: 'drop' });
    expect((await push(shop, placed)).status).toBe(503);
    const again = await push(shop, placed);
    expect(refusal(again)).toEqual([409, 'PAYMENT_IN_PROGRESS']);
    const prompts = (await daraja.tell('GET', 'prompts')) as Prompt[];
    const [prompt, ...others] = prompts.filter(({ reference }) => reference === placed.number);
    expect(others).toEqual([]);
    await enterPin(paybill, prompt!.checkoutRequestId);
    expect(await moneyWhen(shop, placed, isPaid)).toMatchObject({ paymentStatus: 'paid' });
  });

  test('F-12 whose answer is lost and that nobody answers is given up', async () => {
    const { shop, daraja } = paybill;
    const placed = await orderToPay(shop);
    await daraja.fault({ on: 'stk.push', do: 'error_after' }, { on: 'stk.callback', do: 'never' });
    await daraja.fault({ on: 'stk.prompt', do: 'result', code: 1037 });
    expect((await push(shop, placed)).status).toBe(503);
    await shop.sql(
      `UPDATE payment_operations SET created_at = created_at - interval '2 min'
        WHERE payment_id = (SELECT max(id) FROM payments)`,
    );
    expect(await asked(paybill, placed, hasFailed)).toMatchObject({ paymentStatus: 'failed' });
    await push(shop, placed);
    expect(await moneyWhen(shop, placed, isPaid)).toMatchObject({ paymentStatus: 'paid' });
  });

  test('F-33 that Daraja breaks on in other ways leaves the order payable', async () => {
    const { shop, daraja } = paybill;
    const placed = await orderToPay(shop);
    const busy = { errorCode: '500.003.02', errorMessage: 'System is busy' };
    await daraja.fault({ on: 'stk.push', do: 'reply', status: 500, body: busy });
    expect((await push(shop, placed)).status).toBe(422);
    await daraja.fault({ on: 'stk.push', do: 'reply', status: 429, body: {} });
    expect((await push(shop, placed)).status).toBe(503);
    await push(shop, placed);
    expect(await moneyWhen(shop, placed, isPaid)).toMatchObject({ paymentStatus: 'paid' });
  });
});

describe('A callback', () => {
  test('F-17 that comes twenty times pays once', async () => {
    const { shop, daraja } = paybill;
    const placed = await prompted(paybill);
    await daraja.fault({ on: 'stk.callback', do: 'twice' });
    await enterPin(paybill, placed.checkoutRequestId);
    const sent = (await daraja.messages()).find(({ body }) =>
      body.includes(placed.checkoutRequestId),
    );
    const url = await callbackOf(shop, placed);
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => call('POST', url, { body: JSON.parse(sent!.body) })),
    );
    expect(answers.map(({ status, body }) => [status, body])).toEqual(
      Array(20).fill([200, { ResultCode: 0, ResultDesc: 'Accepted' }]),
    );
    const money = await moneyWhen(shop, placed, isPaid);
    expect(money).toMatchObject({ amountPaid: placed.total, payments: [{ status: 'paid' }] });
    const events = (await eventsOf(shop, placed)).map(({ event }) => event);
    expect(events.filter((event) => event === 'order.confirmed')).toHaveLength(1);
  });

  test('F-25 that comes before the answer to the push finds its payment', async () => {
    const { shop, daraja } = paybill;
    const placed = await orderToPay(shop);
    await daraja.fault({ on: 'stk.push', do: 'before_answer' });
    await push(shop, placed);
    expect(await moneyWhen(shop, placed, isPaid)).toMatchObject({ paymentStatus: 'paid' });
  });

  test('F-21 at an address of nobody is astray', async () => {
    const { shop } = paybill;
    const placed = await prompted(paybill);
    const body = callbackBody(placed.checkoutRequestId, {
      Amount: placed.total / 100,
      MpesaReceiptNumber: 'FORGED0001',
    });
    const url = `${shop.url}/api/payments/callbacks/${'0'.repeat(48)}`;
    expect((await call('POST', url, { body })).status).toBe(404);
    expect(await moneyOf(shop, placed)).toMatchObject({ paymentStatus: 'pending' });
    // The older address is known to everybody: what it says is asked about.
    const hint = await call('POST', `${shop.url}/api/payments/mpesa/callback`, { body });
    expect(hint.status).toBe(200);
    await moneyWhen(shop, placed, isPaid, 1_000);
    expect(await moneyOf(shop, placed)).toMatchObject({ paymentStatus: 'pending' });
    expect((await messages(shop)).at(-1)).toMatchObject({ type: 'hint', state: 'worked' });
  });

  test.each([1, 499.5, '500', undefined])(
    'F-22 of the amount %p pays nothing, and a person looks at it',
    async (amount) => {
      const { shop } = paybill;
      const placed = await prompted(paybill);
      const money = { MpesaReceiptNumber: 'FORGED0002', Amount: amount };
      const body = callbackBody(placed.checkoutRequestId, money);
      expect((await call('POST', await callbackOf(shop, placed), { body })).status).toBe(200);
      await moneyWhen(shop, placed, isPaid, 1_000);
      const told = (await messages(shop)).filter(({ type }) => type === 'stk.callback');
      expect(told.at(-1)).toMatchObject({ state: 'review' });
      expect(await moneyOf(shop, placed)).toMatchObject({
        status: 'pending',
        paymentStatus: 'pending',
        amountPaid: 0,
      });
    },
  );

  test('F-22 of a wrong amount for money that came in whole is put right by Safaricom’s books', async () => {
    const { shop, daraja } = paybill;
    const placed = await orderToPay(shop);
    await daraja.fault({ on: 'stk.callback', do: 'wrong_amount' });
    await push(shop, placed);
    expect(await moneyWhen(shop, placed, isPaid)).toMatchObject({ paymentStatus: 'paid' });
  });

  test('F-24 of money that is another payment’s already pays nothing, and a person looks at it', async () => {
    const { shop } = paybill;
    const paid = await paidByPhone(paybill);
    const [{ receipt }] = (await shop.sql<{ receipt: string }>(
      'SELECT receipt FROM payments WHERE order_number = $1',
      [paid.number],
    )) as [{ receipt: string }];
    const placed = await prompted(paybill);
    const body = callbackBody(placed.checkoutRequestId, {
      Amount: placed.total / 100,
      MpesaReceiptNumber: receipt,
    });
    expect((await call('POST', await callbackOf(shop, placed), { body })).status).toBe(200);
    const told = async () => (await messages(shop)).at(-1);
    await until(async () => (await told())?.state !== 'received', 'the work on the message');
    expect(await told()).toMatchObject({
      state: 'review',
      why: 'its receipt is of another payment',
    });
    const reviews = await shop.sql(
      `SELECT FROM outbox WHERE event = 'payment.review'
          AND payload->>'why' = 'its receipt is of another payment'`,
    );
    expect(reviews).toHaveLength(1);
    expect(await moneyOf(shop, placed)).toMatchObject({ paymentStatus: 'pending', amountPaid: 0 });
    expect(await moneyOf(shop, paid)).toMatchObject({ amountPaid: paid.total });
  });

  test('of another prompt’s failure changes nothing: the money of its own is booked', async () => {
    const { shop } = paybill;
    const placed = await prompted(paybill);
    const body = callbackBody('ws_CO_of_somebody_else', 1032);
    expect((await call('POST', await callbackOf(shop, placed), { body })).status).toBe(200);
    const told = async () => (await messages(shop)).at(-1);
    await until(async () => (await told())?.state !== 'received', 'the work on the message');
    expect(await told()).toMatchObject({ type: 'stk.callback', state: 'review' });
    await enterPin(paybill, placed.checkoutRequestId);
    expect(await moneyWhen(shop, placed, isPaid)).toMatchObject({ paymentStatus: 'paid' });
  });

  test('F-26 of success after one of failure wins', async () => {
    const { shop, daraja } = paybill;
    const placed = await orderToPay(shop);
    await daraja.fault({ on: 'stk.prompt', do: 'result', code: 1037 });
    const { checkoutRequestId } = (await push(shop, placed)).body.data;
    expect(await moneyWhen(shop, placed, hasFailed)).toMatchObject({ paymentStatus: 'failed' });
    await enterPin(paybill, checkoutRequestId);
    expect(await moneyWhen(shop, placed, isPaid)).toMatchObject({
      status: 'confirmed',
      paymentStatus: 'paid',
    });
  });

  test('F-19 of success a day after the order has ended: its money goes back, and staff are told', async () => {
    const { shop, daraja } = paybill;
    const placed = await orderToPay(shop, { onHand: 1 });
    await daraja.fault({ on: 'stk.prompt', do: 'result', code: 1037 });
    const { checkoutRequestId } = (await push(shop, placed)).body.data;
    await moneyWhen(shop, placed, hasFailed);
    await letADayPass(placed);
    await moneyWhen(shop, placed, ({ status }) => status === 'cancelled');
    // Somebody else has the goods now.
    await guestWith(shop.url, placed.variant);
    await enterPin(paybill, checkoutRequestId);
    expect(await moneyWhen(shop, placed, isBack(placed.total), 20_000)).toMatchObject({
      status: 'cancelled',
      amountPaid: placed.total,
      amountRefunded: placed.total,
    });
    const late = await shop.sql(
      `SELECT payload->>'became' AS became FROM outbox
        WHERE event = 'payment.late' AND payload->>'orderId' = $1`,
      [placed.documentId],
    );
    expect(late).toEqual([{ became: 'refunded' }]);
  });

  test('that never comes is asked for', async () => {
    const { shop, daraja } = paybill;
    const placed = await orderToPay(shop);
    await daraja.fault({ on: 'stk.callback', do: 'never' });
    await push(shop, placed);
    expect(await asked(paybill, placed)).toMatchObject({
      status: 'confirmed',
      paymentStatus: 'paid',
    });
  });
});
