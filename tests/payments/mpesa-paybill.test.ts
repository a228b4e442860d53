import { until } from '../support/until';
import {
  asked,
  booksOf,
  closePaybill,
  enterPin,
  newPhone,
  openPaybill,
  orderToPay,
  paidByPhone,
  prompted,
  push,
  type Paybill,
} from './paybill';
import { isBack, isPaid, moneyOf, moneyWhen, refund, runNow, type Money } from './till';

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
