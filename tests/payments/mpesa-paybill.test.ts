import { addressesAt } from '../../src/plugins/payments/server/mpesa/addresses';
import { newKey } from '../support/catalogue';
import { bearer, call, refusal, type HttpAnswer } from '../support/http';
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
  buyer,
  isBack,
  isPaid,
  letQuestionsCome,
  moneyOf,
  moneyWhen,
  refund,
  runNow,
  type Money,
  type Ordered,
} from './till';

let paybill: Paybill;
/** So much may go back of an order without a second person, in minor units. */
const ALONE = 1_000_00;

beforeAll(async () => {
  paybill = await openPaybill({ DUKA_REFUND_APPROVAL_ABOVE: String(ALONE) });
});
afterEach(async () => {
  await paybill.daraja.clearFaults();
  await paybill.daraja.set({ phone: 'accepts', resultAfterMs: 20 });
});
afterAll(async () => {
  const books = await booksOf(paybill);
  await closePaybill(paybill);
  const { captured, refunded } = books.theirs;
  expect(books.ours).toEqual({ captured, refunded: refunded + sentByHand });
});

/** Pays the paybill by hand. */
async function pay(reference: string, amount: number) {
  const response = await fetch(`${paybill.daraja.url}/_emulator/paybill`, {
    method: 'POST',
    body: new URLSearchParams({ phone: newPhone(), reference, amount: String(amount) }),
  });
  return (await response.json()) as { receipt?: string; refused?: string };
}

describe('The paybill, paid by hand', () => {
  test.each([
    ['in small letters', (number: string) => ` ${number.toLowerCase()} `],
    ['in groups', (number: string) => `${number.slice(0, 4)} ${number.slice(4)}`],
    ['with signs around it', (number: string) => `#${number.slice(0, 4)}-${number.slice(4)}.\t`],
  ])('pays the order whose number was typed %s', async (_, typed) => {
    const { shop } = paybill;
    const placed = await orderToPay(shop);
    await pay(typed(placed.number), placed.total / 100);
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

  test('is let through whatever its question is said to be', async () => {
    const { shop, daraja } = paybill;
    const placed = await orderToPay(shop);
    await daraja.set({ c2bValidation: true });
    await pay('NOSUCHORDER', 500);
    await daraja.set({ c2bValidation: false });
    const url = (await daraja.messages()).findLast(({ on }) => on === 'c2b.validation')?.url ?? '';
    const question = {
      TransID: 'ASKEDFIRST',
      TransAmount: (placed.total / 100).toFixed(2),
      BusinessShortCode: '174379',
      BillRefNumber: placed.number,
    };
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', '']) {
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'Content-Type': type },
        body: Buffer.from(JSON.stringify(question)),
      });
      expect(await response.json()).toMatchObject({ ResultCode: '0' });
    }
  });

  test('F-31 while a prompt is open: each is counted, and one goes back', async () => {
    const { shop } = paybill;
    const placed = await prompted(paybill);
    await pay(placed.number, placed.total / 100);
    await moneyWhen(shop, placed, isPaid);
    await enterPin(paybill, placed.checkoutRequestId);
    expect(await moneyWhen(shop, placed, isBack(placed.total))).toMatchObject({
      paymentStatus: 'paid',
      amountPaid: 2 * placed.total,
      amountRefunded: placed.total,
    });
    // One prompt brings money once, whatever its callback is called.
    const money = { Amount: placed.total / 100, MpesaReceiptNumber: 'ONCEMORE01' };
    const body = callbackBody(placed.checkoutRequestId, money);
    await call('POST', await promptsAddress(placed.checkoutRequestId), { body });
    const told = async () => (await messages(shop)).at(-1);
    await until(async () => (await told())?.state !== 'received', 'the work on the message');
    expect(await told()).toMatchObject({ type: 'stk.callback', state: 'review' });
    expect(await moneyOf(shop, placed)).toMatchObject({ amountPaid: 2 * placed.total });
  });

  /** Where the callback of a prompt comes to. */
  const promptsAddress = async (reference: string): Promise<string> => {
    const { shop } = paybill;
    const [payment] = await shop.sql<{ token: string }>(
      'SELECT callback_token AS token FROM payments WHERE reference = $1',
      [reference],
    );
    return `${shop.url}/api/payments/callbacks/${payment?.token}`;
  };

  test('of another phone is not taken for that of a prompt that was only asked about', async () => {
    const { shop, daraja } = paybill;
    const placed = await orderToPay(shop);
    // Neither the prompt's callback nor Safaricom's list tells of its money.
    await daraja.fault(
      { on: 'stk.callback', do: 'never' },
      { on: 'pull.query', do: 'error', times: null },
    );
    await push(shop, placed);
    expect(await asked(paybill, placed)).toMatchObject({ paymentStatus: 'paid' });
    await pay(placed.number, placed.total / 100);
    expect(await moneyWhen(shop, placed, isBack(placed.total))).toMatchObject({
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

  test('that a second prompt has brought is not taken for that of the first, which was given up', async () => {
    const { shop, daraja } = paybill;
    const placed = await orderToPay(shop);
    await daraja.fault({ on: 'stk.prompt', do: 'result', code: 1032 });
    await push(shop, placed);
    await moneyWhen(shop, placed, ({ payments }) => payments.at(-1)?.status === 'failed');
    // What became of it is asked for: that names no receipt.
    await daraja.fault({ on: 'stk.callback', do: 'never' });
    expect((await push(shop, placed)).status).toBe(202);
    expect(await asked(paybill, placed)).toMatchObject({ paymentStatus: 'paid' });
    const listed = () =>
      shop.sql(
        `SELECT state FROM payment_messages
          WHERE verified_by = 'its list' AND body LIKE '%' || $1 || '%'`,
        [placed.number],
      );
    await until(async () => {
      await runNow(shop, 'payments.take_up_lost');
      return (await listed()).some(({ state }) => state === 'worked');
    }, 'the look through the list');
    expect(await moneyOf(shop, placed)).toMatchObject({
      amountPaid: placed.total,
      amountRefunded: 0,
      payments: [{ status: 'failed' }, { status: 'paid' }],
    });
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
    expect(await asked(paybill, placed)).toMatchObject({
      status: 'confirmed',
      paymentStatus: 'paid',
    });
  });

  test('a second time goes back', async () => {
    const { shop } = paybill;
    const placed = await paidByPhone(paybill);
    await pay(placed.number, placed.total / 100);
    const money = await moneyWhen(shop, placed, ({ payments }) => (payments[1]?.refunded ?? 0) > 0);
    expect(money).toMatchObject({
      paymentStatus: 'paid',
      payments: [{ refunded: 0 }, { status: 'refunded', refunded: placed.total }],
    });
  });
});

describe('An order that is paid in parts', () => {
  test('is not confirmed by money that is on its way back', async () => {
    const { shop, daraja } = paybill;
    const placed = await orderToPay(shop);
    const most = placed.total - 1_00;
    await pay(placed.number, most / 100);
    await moneyWhen(shop, placed, ({ amountPaid }) => amountPaid === most);
    await daraja.fault({ on: 'reversal.result', do: 'never' });
    expect((await refund(shop, placed, {})).body.data.status).toBe('pending');
    await pay(placed.number, 1);
    const both = ({ amountPaid }: Money) => amountPaid === placed.total;
    const stillDue = { status: 'pending', paymentStatus: 'pending', amountDue: most };
    expect(await moneyWhen(shop, placed, both)).toMatchObject(stillDue);
    expect(await asked(paybill, placed, isBack(most))).toMatchObject(stillDue);
    // What is due then confirms it.
    await pay(placed.number, most / 100);
    expect(await moneyWhen(shop, placed, ({ status }) => status === 'confirmed')).toMatchObject({
      status: 'confirmed',
      amountDue: 0,
      amountRefunded: most,
    });
  });

  test('is confirmed when all of it is there, though a part has gone back before', async () => {
    const { shop } = paybill;
    const placed = await orderToPay(shop);
    await pay(placed.number, 300);
    await moneyWhen(shop, placed, ({ amountPaid }) => amountPaid === 300_00);
    expect((await refund(shop, placed, { amount: 100_00 })).status).toBe(201);
    await moneyWhen(shop, placed, isBack(100_00));
    await pay(placed.number, (placed.total - 200_00) / 100);
    expect(await moneyWhen(shop, placed, ({ status }) => status === 'confirmed')).toMatchObject({
      status: 'confirmed',
      amountDue: 0,
      amountRefunded: 100_00,
    });
  });
});

describe('Money goes back', () => {
  const isRefunded = ({ paymentStatus }: Money) => paymentStatus === 'refunded';

  test('whole by reversal, a part to the phone', async () => {
    const { shop } = paybill;
    const whole = await paidByPhone(paybill);
    const begun = await refund(shop, whole, {});
    expect([begun.status, begun.body.data.status]).toEqual([201, 'pending']);
    expect(await moneyWhen(shop, whole, isRefunded)).toMatchObject({ amountRefunded: whole.total });

    const parts = await paidByPhone(paybill);
    await refund(shop, parts, { amount: 100_00 });
    await moneyWhen(shop, parts, isBack(100_00));
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
    expect(await asked(paybill, placed, isRefunded)).toMatchObject({
      amountRefunded: placed.total,
    });
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
    expect(await asked(paybill, placed, isBack(200_00))).toMatchObject({ amountRefunded: 200_00 });
  });
});

describe('A refund that waits for a second person', () => {
  const paidAlot = () => paidByPhone(paybill, { price: 2 * ALONE });
  const decide = async (decision: string, refundId: string): Promise<HttpAnswer> =>
    call('POST', `${paybill.shop.url}/api/admin/refunds/${refundId}/${decision}`, {
      headers: bearer(await paybill.shop.adminToken()),
    });
  const refundsOf = ({ number }: Ordered) =>
    paybill.shop.sql<{ id: string }>(
      `SELECT one.document_id AS id, result, one.error_code AS error, approval, one.tries
         FROM payment_operations one JOIN payments ON payments.id = payment_id
        WHERE operation = 'refund' AND order_number = $1 ORDER BY one.id`,
      [number],
    );
  /** The refunds that have gone out, by our names for them. */
  const goneOut = async (placed: Ordered): Promise<string[]> => {
    const ours = (await refundsOf(placed)).map(({ id }) => id);
    const { entries } = await paybill.daraja.ledger();
    return entries.map(({ reference }) => reference).filter((name) => ours.includes(name));
  };

  test('is not sent by the word of a queue about another one, nor by a question', async () => {
    const { shop, daraja } = paybill;
    const placed = await paidAlot();
    await daraja.fault({ on: 'b2c.request', do: 'queue_timeout' });
    const small = (await refund(shop, placed, { amount: 100_00 })).body.data;
    expect(await moneyWhen(shop, placed, isBack(100_00))).toMatchObject({ amountRefunded: 100_00 });
    const large = (await refund(shop, placed, { amount: ALONE })).body.data;
    expect([small.status, large.status]).toEqual(['pending', 'waiting_for_approval']);

    const [word] = await shop.sql<{ id: string }>(
      `SELECT document_id AS id FROM payment_messages WHERE type = 'queue.timeout'
        ORDER BY id DESC LIMIT 1`,
    );
    const workAgain = async () =>
      call('POST', `${shop.url}/api/admin/payment-messages/${word?.id}/work`, {
        headers: bearer(await shop.apiToken()),
      });
    expect((await workAgain()).body.data).toMatchObject({ state: 'worked' });

    // Due beside a prompt that is asked about then.
    const open = await prompted(paybill);
    await shop.sql(
      `UPDATE payment_operations SET next_check_at = now()
        WHERE document_id = $1
           OR payment_id = (SELECT id FROM payments WHERE order_number = $2)`,
      [large.refundId, open.number],
    );
    await until(async () => {
      const [question] = await shop.sql<{ tries: number }>(
        `SELECT tries FROM payment_operations
          WHERE payment_id = (SELECT id FROM payments WHERE order_number = $1)`,
        [open.number],
      );
      return (question?.tries ?? 0) > 1;
    }, 'the question about the prompt');
    const waiting = { result: 'started', error: null, approval: 'waiting', tries: 0 };
    expect((await refundsOf(placed))[1]).toMatchObject(waiting);

    expect((await decide('reject', large.refundId)).status).toBe(200);
    expect((await workAgain()).body.data).toMatchObject({ state: 'worked' });
    const rejected = { result: 'failed', error: 'rejected', approval: 'rejected', tries: 1 };
    expect((await refundsOf(placed))[1]).toMatchObject(rejected);
    expect(await goneOut(placed)).toEqual([small.refundId]);
  });

  test('and is called off, for an earlier one has gone out after all, can be approved no more', async () => {
    const { shop, daraja } = paybill;
    const placed = await paidAlot();
    const body = { errorCode: '500.003.02', errorMessage: 'System is busy' };
    await daraja.fault(
      { on: 'b2c.request', do: 'reply_after', status: 500, body },
      { on: 'b2c.result', do: 'never' },
    );
    expect(refusal(await refund(shop, placed, { amount: ALONE }))).toEqual([
      422,
      'PAYMENT_REFUSED',
    ]);
    const large = (await refund(shop, placed, {})).body.data;
    expect(large.status).toBe('waiting_for_approval');
    const [{ id: key } = { id: '' }] = await refundsOf(placed);
    const token = (await callbackOf(shop, placed)).split('/').at(-1)!;
    const name = { operation: 'refund', key, amount: ALONE, isWhole: false } as const;
    const told = await call('POST', addressesAt(shop.url, '').told(token, 'refunds', name), {
      body: {
        Result: {
          ResultType: 0,
          ResultCode: 0,
          ResultDesc: 'Done.',
          OriginatorConversationID: key,
          ConversationID: 'AG_LATE',
          TransactionID: 'LATE000001',
        },
      },
    });
    expect(told.status).toBe(200);
    await moneyWhen(shop, placed, isBack(ALONE));
    expect(refusal(await decide('approve', large.refundId))).toEqual([409, 'ILLEGAL_TRANSITION']);
    expect(await refundsOf(placed)).toMatchObject([
      { result: 'succeeded' },
      { result: 'failed', error: 'called_off', approval: 'none', tries: 0 },
    ]);
    expect(await goneOut(placed)).toEqual([key]);
  });
});

describe('A part of what was paid by hand', () => {
  const paidByHand = async (): Promise<Ordered> => {
    const { shop } = paybill;
    const placed = await orderToPay(shop);
    await pay(placed.number, placed.total / 100);
    await moneyWhen(shop, placed, isPaid);
    return placed;
  };
  /** How often Safaricom was asked to reverse something of an order. */
  const reversalsOf = async (placed: Ordered): Promise<number> => {
    const calls = await paybill.shop.sql(
      `SELECT FROM payment_exchanges WHERE what LIKE '%/reversal/%' AND payment_id =
          (SELECT id FROM payments WHERE order_number = $1)`,
      [placed.number],
    );
    return calls.length;
  };

  test.each([
    ['reversal.request', 'drop_before'],
    ['reversal.result', 'never'],
    ['reversal.result', 'twice'],
  ])('goes back once with %s that does: %s', async (on, what) => {
    const { shop, daraja } = paybill;
    const placed = await paidByHand();
    await daraja.fault({ on, do: what });
    await refund(shop, placed, { amount: 200_00 });
    expect(await asked(paybill, placed, isBack(200_00))).toMatchObject({ amountRefunded: 200_00 });
    // What was accepted is asked about, and not done anew.
    if (on === 'reversal.result') expect(await reversalsOf(placed)).toBe(1);
  });

  test('is a matter for a person where all that is known is that something went back', async () => {
    const { shop, daraja } = paybill;
    const placed = await paidByHand();
    await daraja.fault(
      { on: 'reversal.request', do: 'drop' },
      { on: 'reversal.result', do: 'never' },
    );
    const { refundId } = (await refund(shop, placed, { amount: 200_00 })).body.data;
    await letQuestionsCome(shop);
    await until(
      async () => (await reviewOf(placed)).includes('reversed this payment before'),
      'a review',
    );
    expect(await reversalsOf(placed)).toBe(1);
    expect(await moneyOf(shop, placed)).toMatchObject({ amountRefunded: 0 });
    expect(await handBack(refundId)).toMatchObject({ status: 'succeeded', amount: 200_00 });
    expect(await moneyOf(shop, placed)).toMatchObject({ amountRefunded: 200_00 });
  });
});

test('what M-Pesa cannot give back waits until somebody has handed it back', async () => {
  const { shop } = paybill;
  const placed = await paidByPhone(paybill);
  const begun = await refund(shop, placed, { amount: 5_00 });
  expect([begun.status, begun.body.data.status]).toEqual([201, 'to_be_handed_back']);
  expect(await reviewOf(placed)).toMatch(/send it by hand/);
  expect(await moneyOf(shop, placed)).toMatchObject({ amountRefunded: 0 });
  expect(await handBack(begun.body.data.refundId)).toMatchObject({ status: 'succeeded' });
  expect(await moneyOf(shop, placed)).toMatchObject({ amountRefunded: 5_00 });
  sentByHand += 5_00;
});

/** Minor units that somebody of the shop has sent back without this Daraja. */
let sentByHand = 0;

async function handBack(refundId: string): Promise<object> {
  const { shop } = paybill;
  const path = `/api/admin/refunds/${refundId}/handed-back`;
  const headers = bearer(await shop.apiToken());
  return (await call('POST', shop.url + path, { headers })).body.data as object;
}

/** Why a person must look at an order's money; empty where nobody must. */
async function reviewOf(placed: Ordered): Promise<string> {
  const [payment] = await paybill.shop.sql<{ review: string | null }>(
    'SELECT review FROM payments WHERE order_number = $1',
    [placed.number],
  );
  return payment?.review ?? '';
}

test('a payout that Daraja calls failed and makes all the same goes out once', async () => {
  const { shop, daraja } = paybill;
  const placed = await paidByPhone(paybill);
  const body = { errorCode: '500.001.1001', errorMessage: 'Internal processing error' };
  await daraja.fault({ on: 'b2c.request', do: 'reply_after', status: 500, body });
  const begun = await refund(shop, placed, { amount: 200_00 });
  expect([begun.status, begun.body.data.status]).toEqual([201, 'pending']);
  expect(await moneyWhen(shop, placed, isBack(200_00))).toMatchObject({ amountRefunded: 200_00 });
});

test('a refund that Daraja refuses and makes all the same is booked, and not made anew', async () => {
  const { shop, daraja } = paybill;
  const placed = await paidByPhone(paybill);
  const body = { errorCode: '500.003.02', errorMessage: 'System is busy' };
  // The no comes first.
  await daraja.set({ resultAfterMs: 2_000 });
  await daraja.fault({ on: 'reversal.request', do: 'reply_after', status: 500, body });
  await call('PUT', `${shop.url}/api/orders/${placed.documentId}/cancel`, {
    headers: { ...newKey(), ...buyer(placed) },
  });
  expect(await moneyWhen(shop, placed, isBack(placed.total))).toMatchObject({
    status: 'cancelled',
    amountRefunded: placed.total,
  });
  const refunds = await shop.sql(
    `SELECT result, error_code, tries FROM payment_operations
      WHERE operation = 'refund'
        AND payment_id = (SELECT id FROM payments WHERE order_number = $1) ORDER BY id`,
    [placed.number],
  );
  expect(refunds).toEqual([
    { result: 'succeeded', error_code: null, tries: 1 },
    { result: 'failed', error_code: 'called_off', tries: 0 },
  ]);
  expect(await reviewOf(placed)).toMatch(/has gone out after all/);
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
