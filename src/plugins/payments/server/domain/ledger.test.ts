import { operation, payment } from '../../../../../tests/support/ledger';
import { amountDue, CALLED_OFF, orderPaymentStatus, owedBack, refundedAlone } from './ledger';
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
    expect(orderPaymentStatus(100, payments)).toBe(status);
  });

  test('an order of nothing is paid', () => {
    expect(orderPaymentStatus(0, [])).toBe('paid');
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
