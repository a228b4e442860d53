import { operation, payment } from '../../../../../tests/support/ledger';
import {
  amountDue,
  CALLED_OFF,
  isCovered,
  neededOfAuthorized,
  orderPaymentStatus,
  owedBack,
  refundedAlone,
} from './ledger';
import { likelyPaymentOf } from './payer';

const order = {
  row: 1,
  documentId: 'order',
  number: 'ABC',
  status: 'confirmed' as const,
  paymentStatus: 'pending',
  paymentMethod: 'mpesa',
  currency: 'KES',
  total: 100,
  amountPaid: 0,
};

const paid = () => payment([operation('capture', 'succeeded')]);

describe('the state of a payment', () => {
  const declined = { errorCode: 'card_declined' };
  test.each([
    ['pending', [operation('capture', 'started')]],
    ['pending', [operation('capture', 'unknown')]],
    ['failed', [operation('capture', 'pending', declined)]],
    ['failed', [operation('capture', 'failed', declined)]],
    ['cancelled', [operation('capture', 'failed', { errorCode: CALLED_OFF })]],
    ['authorized', [operation('authorize', 'succeeded')]],
    ['authorized', [operation('authorize', 'succeeded'), operation('capture', 'pending')]],
    ['cancelled', [operation('authorize', 'succeeded'), operation('void', 'succeeded')]],
    ['paid', [operation('authorize', 'succeeded'), operation('capture', 'succeeded')]],
    ['paid', [operation('capture', 'succeeded'), operation('refund', 'pending', { amount: 40 })]],
    [
      'partially_refunded',
      [operation('capture', 'succeeded'), operation('refund', 'succeeded', { amount: 40 })],
    ],
    ['refunded', [operation('capture', 'succeeded'), operation('refund', 'succeeded')]],
    ['paid', [operation('capture', 'succeeded'), operation('refund', 'failed')]],
  ] as const)('is %s', (state, operations) => {
    expect(payment([...operations]).state).toBe(state);
  });
});

describe('the payment status of an order', () => {
  const back = () => payment([operation('capture', 'succeeded'), operation('refund', 'succeeded')]);
  const part = () =>
    payment([operation('capture', 'succeeded'), operation('refund', 'succeeded', { amount: 40 })]);
  const failed = () => payment([operation('capture', 'failed', { errorCode: 'no' })]);
  const open = () => payment([operation('capture', 'pending')]);
  const authorized = () => payment([operation('authorize', 'succeeded')]);
  const calledOff = () => payment([operation('capture', 'failed', { errorCode: CALLED_OFF })]);
  test.each([
    ['pending', []],
    ['pending', [failed(), open()]],
    ['failed', [failed()]],
    ['pending', [calledOff()]],
    ['authorized', [failed(), authorized()]],
    ['paid', [failed(), paid()]],
    ['partially_refunded', [part()]],
    ['refunded', [back()]],
    ['refunded', [back(), failed()]],
    ['paid', [paid(), back()]],
  ] as const)('is %s', (status, payments) => {
    expect(orderPaymentStatus(order, payments)).toBe(status);
  });

  test('an order of nothing is paid', () => {
    expect(orderPaymentStatus({ ...order, total: 0 }, [])).toBe('paid');
  });

  test('what is on its way back does not pay an order that waits for its money', () => {
    const payments = [goingBack(99), of(1)];
    expect(orderPaymentStatus({ ...order, status: 'pending' }, payments)).toBe('pending');
    // It was paid, and stays so until the money is back.
    expect(orderPaymentStatus(order, [goingBack(100)])).toBe('paid');
  });
});

/** A payment that has brought so much. */
const of = (amount: number) => payment([operation('capture', 'succeeded', { amount })]);
/** The same, all of which is on its way back. */
const goingBack = (amount: number) =>
  payment([
    operation('capture', 'succeeded', { amount }),
    operation('refund', 'pending', { amount }),
  ]);
const reserved = (amount: number) => payment([operation('authorize', 'succeeded', { amount })]);

describe('whether an order has its money', () => {
  test('is told by sums: what goes back pays nothing, what went back and came again does', () => {
    expect(isCovered(100, [of(99), of(1)])).toBe(true);
    expect(isCovered(100, [goingBack(99), of(1)])).toBe(false);
    expect(isCovered(100, [goingBack(99), of(1), of(99)])).toBe(true);
    const inPart = payment([
      operation('capture', 'succeeded', { amount: 60 }),
      operation('refund', 'succeeded', { amount: 10 }),
    ]);
    expect(isCovered(100, [inPart, of(50)])).toBe(true);
    expect(isCovered(100, [inPart, of(49)])).toBe(false);
  });

  test('counts what is reserved, and an order of nothing has it', () => {
    expect(isCovered(100, [of(60), reserved(40)])).toBe(true);
    expect(isCovered(100, [of(60), reserved(39)])).toBe(false);
    expect(isCovered(0, [])).toBe(true);
  });
});

describe('what an order needs of reserved money', () => {
  test('is what is due beside it', () => {
    const one = reserved(100);
    const needs = (payments: ReturnType<typeof payment>[], change: Partial<typeof order> = {}) =>
      neededOfAuthorized({ order: { ...order, ...change }, payments }, one);
    expect(needs([one])).toBe(100);
    expect(needs([one], { total: 70 })).toBe(70);
    expect(needs([one, of(60)])).toBe(40);
    expect(needs([one, of(100)])).toBe(0);
    // What was given back of a living order since is not taken again.
    expect(needs([one, goingBack(60)])).toBe(40);
    expect(
      neededOfAuthorized({ order: { ...order, status: 'cancelled' }, payments: [one] }, one),
    ).toBe(0);
  });

  test('is nothing of what was reserved a second time', () => {
    const [first, second] = [reserved(100), reserved(100)];
    const ledger = { order, payments: [first, second] };
    expect(neededOfAuthorized(ledger, first)).toBe(100);
    expect(neededOfAuthorized(ledger, second)).toBe(0);
  });
});

describe('what is due, and what is owed back', () => {
  test('an order is due once, and not when it is over', () => {
    expect(amountDue({ order, payments: [] })).toBe(100);
    expect(amountDue({ order, payments: [paid()] })).toBe(0);
    expect(amountDue({ order: { ...order, status: 'cancelled' }, payments: [] })).toBe(0);
  });

  test('what went back is due again while the order waits for its money, and not afterwards', () => {
    const capture = () => operation('capture', 'succeeded', { amount: 60 });
    const back = payment([capture(), operation('refund', 'succeeded', { amount: 60 })]);
    const goingBack = payment([capture(), operation('refund', 'pending', { amount: 60 })]);
    const pending = { ...order, status: 'pending' as const };
    expect(amountDue({ order: pending, payments: [payment([capture()])] })).toBe(40);
    expect(amountDue({ order: pending, payments: [back] })).toBe(100);
    expect(amountDue({ order: pending, payments: [goingBack] })).toBe(100);
    const settled = payment([operation('capture', 'succeeded'), operation('refund', 'succeeded')]);
    expect(amountDue({ order, payments: [settled] })).toBe(0);
  });

  test('what staff gave back on their own word is counted over all payments', () => {
    const alone = { requestKey: 'key' };
    const payments = [
      payment([
        operation('capture', 'succeeded'),
        operation('refund', 'succeeded', { amount: 10, ...alone }),
        operation('refund', 'failed', { amount: 20, ...alone }),
        operation('refund', 'succeeded', { amount: 30, ...alone, approval: 'approved' }),
      ]),
      payment([
        operation('capture', 'succeeded'),
        operation('refund', 'unknown', { amount: 5, ...alone }),
        operation('refund', 'succeeded', { amount: 40 }),
      ]),
    ];
    expect(refundedAlone(payments)).toBe(15);
  });

  test('who paid once is owed nothing', () => {
    expect(owedBack({ order, payments: [paid()] })).toEqual([]);
  });

  test('of two payments the later one goes back', () => {
    const first = { ...paid(), capturedAt: '2026-01-02T00:00:00Z' };
    const justNow = { ...paid(), row: 0 };
    expect(owedBack({ order, payments: [first, justNow] })).toEqual([
      { payment: justNow, amount: 100 },
    ]);
  });

  test('all goes back of an order that was cancelled, but what is on its way already', () => {
    const cancelled = { ...order, status: 'cancelled' as const };
    const half = payment([
      operation('capture', 'succeeded'),
      operation('refund', 'pending', { amount: 60 }),
    ]);
    expect(owedBack({ order: cancelled, payments: [half] })).toEqual([
      { payment: half, amount: 40 },
    ]);
  });

  test('what is beyond a total that was lowered goes back', () => {
    const one = paid();
    expect(owedBack({ order: { ...order, total: 70 }, payments: [one] })).toEqual([
      { payment: one, amount: 30 },
    ]);
  });
});

describe('money that names the order and no payment', () => {
  const money = { method: 'mpesa', amount: 100 };
  const givenUp = payment([operation('capture', 'failed')]);
  const open = payment([operation('capture', 'unknown')]);
  const named = { ...paid(), receipt: 'R1' };

  test.each([
    ['the one that brought money and did not name it', [givenUp, open, paid()], 2],
    ['the one that is open', [givenUp, open, named], 1],
    ['the last that was given up', [givenUp, named, { ...givenUp, row: 0 }], 2],
  ])('is of %s', (_, payments, turn) => {
    expect(likelyPaymentOf(payments, money)).toBe(payments[turn]);
  });

  test('is of none that it cannot be the money of', () => {
    const asked = payment([operation('capture', 'succeeded')], { details: { phone: '1' } });
    const other = ({ phone }: { phone?: unknown }) => phone !== '1';
    expect(likelyPaymentOf([givenUp, asked], money, other)).toBe(givenUp);
    expect(likelyPaymentOf([asked], money, other)).toBeUndefined();
  });

  test('is of none that has a name, another amount or another method', () => {
    const others = [named, { ...open, amount: 50 }, { ...open, method: 'paypal' }];
    expect(likelyPaymentOf(others, money)).toBeUndefined();
  });
});
