import { eventsOf } from '../orders/orders';
import { guestWith, newKey } from '../support/catalogue';
import { call } from '../support/http';
import { until } from '../support/until';
import {
  booksOf,
  callbackBody,
  callbackOf,
  closePaybill,
  messages,
  newPhone,
  openPaybill,
  orderToPay,
  paidByPhone,
  push,
  type Paybill,
} from './paybill';
import { isPaid, letQuestionsCome, moneyOf, moneyWhen, refund, runNow } from './till';

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

const failureOf = (money: any) => money.payments.at(-1).status === 'failed';

/** Until the shop has asked and been told; each look lets its next question come. */
async function asked(placed: Parameters<typeof moneyOf>[1], isSo = isPaid): Promise<any> {
  for (let turn = 0; ; turn += 1) {
    await letQuestionsCome(paybill.shop);
    const money = await moneyWhen(paybill.shop, placed, isSo, 3_000);
    if (isSo(money) || turn === 3) return money;
  }
}

/** Lets the time of an order run out, and a day more. */
async function letADayPass({ documentId }: Parameters<typeof moneyOf>[1]): Promise<void> {
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
    await daraja.tell('POST', `prompts/${begun.body.data.checkoutRequestId}/answer/0`);
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

  test.each([
    ['07123', 'VALIDATION_FAILED'],
    ['+255712345678', 'VALIDATION_FAILED'],
    [712345678, 'VALIDATION_FAILED'],
    [undefined, 'VALIDATION_FAILED'],
  ])('does not go to %p', async (phoneNumber, code) => {
    const placed = await orderToPay(paybill.shop);
    const answer = await push(paybill.shop, placed, { body: { phoneNumber } });
    expect([answer.status, answer.body.error.details.code]).toEqual([400, code]);
    expect(answer.body.error.details.errors[0].path).toEqual(['phoneNumber']);
  });

  test('is not for cents', async () => {
    const placed = await orderToPay(paybill.shop, { price: 500_50 });
    const answer = await push(paybill.shop, placed);
    expect([answer.status, answer.body.error.details.code]).toEqual([422, 'WHOLE_SHILLINGS_ONLY']);
  });

  test('that is cancelled leaves the order payable, and the shopper is told why', async () => {
    const { shop, daraja } = paybill;
    const placed = await orderToPay(shop);
    await daraja.fault({ on: 'stk.prompt', do: 'result', code: 1032 });
    await push(shop, placed);
    const failed = await moneyWhen(shop, placed, failureOf);
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
    expect([refused.status, refused.body.error.details.code]).toEqual([422, 'PAYMENT_REFUSED']);
    expect(refused.body.error.message).toMatch(/open on this phone/);
  });

  test('F-12 whose answer is lost is not sent again, and its callback finds the payment', async () => {
    const { shop, daraja } = paybill;
    const placed = await orderToPay(shop);
    await daraja.set({ phone: 'asks' });
    await daraja.fault({ on: 'stk.push', do: 'drop' });
    expect((await push(shop, placed)).status).toBe(503);
    const again = await push(shop, placed);
    expect([again.status, again.body.error.details.code]).toEqual([409, 'PAYMENT_IN_PROGRESS']);
    const [prompt, ...others] = (await daraja.tell('GET', 'prompts')).filter(
      ({ reference }: any) => reference === placed.number,
    );
    expect(others).toEqual([]);
    await daraja.tell('POST', `prompts/${prompt.checkoutRequestId}/answer/0`);
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
    expect(await asked(placed, failureOf)).toMatchObject({ paymentStatus: 'failed' });
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
    const placed = await orderToPay(shop);
    await daraja.set({ phone: 'asks' });
    const { checkoutRequestId } = (await push(shop, placed)).body.data;
    await daraja.fault({ on: 'stk.callback', do: 'twice' });
    await daraja.tell('POST', `prompts/${checkoutRequestId}/answer/0`);
    const sent = (await daraja.messages()).find(({ body }) => body.includes(checkoutRequestId));
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
    const { shop, daraja } = paybill;
    const placed = await orderToPay(shop);
    await daraja.set({ phone: 'asks' });
    const { checkoutRequestId } = (await push(shop, placed)).body.data;
    const body = callbackBody(checkoutRequestId, {
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
      const { shop, daraja } = paybill;
      const placed = await orderToPay(shop);
      await daraja.set({ phone: 'asks' });
      const { checkoutRequestId } = (await push(shop, placed)).body.data;
      const money = { MpesaReceiptNumber: 'FORGED0002', Amount: amount };
      const body = callbackBody(checkoutRequestId, money);
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
    const { shop, daraja } = paybill;
    const paid = await paidByPhone(paybill);
    const [{ receipt }] = (await shop.sql<{ receipt: string }>(
      'SELECT receipt FROM payments WHERE order_number = $1',
      [paid.number],
    )) as [{ receipt: string }];
    const placed = await orderToPay(shop);
    await daraja.set({ phone: 'asks' });
    const { checkoutRequestId } = (await push(shop, placed)).body.data;
    const body = callbackBody(checkoutRequestId, {
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

  test('F-26 of success after one of failure wins', async () => {
    const { shop, daraja } = paybill;
    const placed = await orderToPay(shop);
    await daraja.fault({ on: 'stk.prompt', do: 'result', code: 1037 });
    const { checkoutRequestId } = (await push(shop, placed)).body.data;
    expect(await moneyWhen(shop, placed, failureOf)).toMatchObject({ paymentStatus: 'failed' });
    await daraja.tell('POST', `prompts/${checkoutRequestId}/answer/0`);
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
    await moneyWhen(shop, placed, failureOf);
    await letADayPass(placed);
    await moneyWhen(shop, placed, ({ status }) => status === 'cancelled');
    // Somebody else has the goods now.
    await guestWith(shop.url, placed.variant);
    await daraja.tell('POST', `prompts/${checkoutRequestId}/answer/0`);
    const isBack = ({ amountRefunded }: any) => amountRefunded === placed.total;
    expect(await moneyWhen(shop, placed, isBack, 20_000)).toMatchObject({
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
    expect(await asked(placed)).toMatchObject({ status: 'confirmed', paymentStatus: 'paid' });
  });
});

describe('The paybill, paid by hand', () => {
  const pay = async (reference: string, amount: number) => {
    const response = await fetch(`${paybill.daraja.url}/_emulator/paybill`, {
      method: 'POST',
      body: new URLSearchParams({ phone: newPhone(), reference, amount: String(amount) }),
    });
    return (await response.json()) as { receipt?: string; refused?: string };
  };

  test('pays the order whose number was typed, in whatever case', async () => {
    const { shop } = paybill;
    const placed = await orderToPay(shop);
    await pay(` ${placed.number.toLowerCase()} `, placed.total / 100);
    expect(await moneyWhen(shop, placed, isPaid)).toMatchObject({
      status: 'confirmed',
      payments: [{ method: 'mpesa', status: 'paid' }],
    });
  });

  test('is refused beforehand where the number or the amount is wrong', async () => {
    const { shop, daraja } = paybill;
    const placed = await orderToPay(shop);
    await daraja.set({ c2bValidation: true });
    expect(await pay('NOSUCHORDER', 500)).toEqual({ refused: 'C2B00012' });
    expect(await pay(placed.number, 1)).toEqual({ refused: 'C2B00013' });
    expect(await pay(placed.number, placed.total / 100)).toHaveProperty('receipt');
    await moneyWhen(shop, placed, isPaid);
    expect(await pay(placed.number, placed.total / 100)).toEqual({ refused: 'C2B00012' });
    await daraja.set({ c2bValidation: false });
  });

  test('F-31 while a prompt is open: each is counted, and one goes back', async () => {
    const { shop, daraja } = paybill;
    const placed = await orderToPay(shop);
    await daraja.set({ phone: 'asks' });
    const { checkoutRequestId } = (await push(shop, placed)).body.data;
    await pay(placed.number, placed.total / 100);
    await moneyWhen(shop, placed, isPaid);
    await daraja.tell('POST', `prompts/${checkoutRequestId}/answer/0`);
    const isBack = ({ amountRefunded }: any) => amountRefunded === placed.total;
    expect(await moneyWhen(shop, placed, isBack)).toMatchObject({
      paymentStatus: 'paid',
      amountPaid: 2 * placed.total,
      amountRefunded: placed.total,
    });
  });

  test('whose confirmation is lost is found in Safaricom’s list, once', async () => {
    const { shop, daraja } = paybill;
    const orders = [await orderToPay(shop), await orderToPay(shop)];
    const receipts: string[] = [];
    for (const placed of orders) {
      await daraja.fault({ on: 'c2b.confirmation', do: 'never' });
      const { receipt } = await pay(placed.number, placed.total / 100);
      receipts.push(`c2b:${receipt}`);
      await runNow(shop, 'payments.take_up_lost');
      await moneyWhen(shop, placed, isPaid, 20_000);
    }
    const told = await shop.sql(
      `SELECT state, verified_by FROM payment_messages WHERE event_id = ANY ($1)`,
      [receipts],
    );
    expect(told).toEqual(orders.map(() => ({ state: 'worked', verified_by: 'its list' })));
    // The second look saw the first order's money once more.
    for (const placed of orders) {
      expect(await moneyOf(shop, placed)).toMatchObject({
        status: 'confirmed',
        amountPaid: placed.total,
        amountRefunded: 0,
      });
    }
  });

  test('F-12 money of a prompt of which nothing was told is found in Safaricom’s list', async () => {
    const { shop, daraja } = paybill;
    const placed = await orderToPay(shop);
    await daraja.fault({ on: 'stk.push', do: 'drop' }, { on: 'stk.callback', do: 'never' });
    expect((await push(shop, placed)).status).toBe(503);
    await shop.sql(
      `UPDATE payment_operations SET created_at = created_at - interval '2 min'
        WHERE payment_id = (SELECT max(id) FROM payments)`,
    );
    expect(await asked(placed)).toMatchObject({ status: 'confirmed', paymentStatus: 'paid' });
  });

  test('a second time goes back', async () => {
    const { shop } = paybill;
    const placed = await paidByPhone(paybill);
    await pay(placed.number, placed.total / 100);
    const money = await moneyWhen(shop, placed, ({ payments }) => payments[1]?.refunded > 0);
    expect(money).toMatchObject({
      paymentStatus: 'paid',
      payments: [{ refunded: 0 }, { status: 'refunded', refunded: placed.total }],
    });
  });
});

describe('Money goes back', () => {
  const isRefunded = ({ paymentStatus }: any) => paymentStatus === 'refunded';

  test('whole by reversal, a part to the phone', async () => {
    const { shop } = paybill;
    const whole = await paidByPhone(paybill);
    const begun = await refund(shop, whole, {});
    expect([begun.status, begun.body.data.status]).toEqual([201, 'pending']);
    expect(await moneyWhen(shop, whole, isRefunded)).toMatchObject({ amountRefunded: whole.total });

    const parts = await paidByPhone(paybill);
    await refund(shop, parts, { amount: 100_00 });
    await moneyWhen(shop, parts, ({ amountRefunded }) => amountRefunded === 100_00);
    await refund(shop, parts, {});
    expect(await moneyWhen(shop, parts, isRefunded)).toMatchObject({ amountRefunded: parts.total });
  });

  test.each([
    ['reversal.request', 'drop'],
    ['reversal.request', 'drop_before'],
    ['reversal.request', 'error_after'],
    ['reversal.result', 'never'],
    ['reversal.result', 'twice'],
  ])('F-05 whole, and once, with %s that does: %s', async (on, what) => {
    const { shop, daraja } = paybill;
    const placed = await paidByPhone(paybill);
    await daraja.fault({ on, do: what });
    await refund(shop, placed, {});
    expect(await asked(placed, isRefunded)).toMatchObject({ amountRefunded: placed.total });
  });

  test.each([
    ['b2c.request', 'drop'],
    ['b2c.request', 'drop_before'],
    ['b2c.result', 'never'],
  ])('F-05 in part, and once, with %s that does: %s', async (on, what) => {
    const { shop, daraja } = paybill;
    const placed = await paidByPhone(paybill);
    await daraja.fault({ on, do: what });
    await refund(shop, placed, { amount: 200_00 });
    const isBack = ({ amountRefunded }: any) => amountRefunded === 200_00;
    expect(await asked(placed, isBack)).toMatchObject({ amountRefunded: 200_00 });
  });
});

describe('The access token', () => {
  test('is one for all servers, and a worn one is renewed', async () => {
    const { shop, daraja } = paybill;
    const second = await shop.secondServer({ PORT: '0' });
    const orders = [await orderToPay(shop), await orderToPay(shop), await orderToPay(shop)];
    await daraja.tell('POST', 'tokens/forget');
    await Promise.all(
      orders.map((placed, turn) => push({ url: turn === 0 ? shop.url : second.url }, placed)),
    );
    for (const placed of orders) {
      expect(await moneyWhen(shop, placed, isPaid)).toMatchObject({ paymentStatus: 'paid' });
    }
  });
});
