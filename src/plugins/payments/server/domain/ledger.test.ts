import {
  amountDue,
  CALLED_OFF,
  derived,
  orderPaymentStatus,
  owedBack,
  refundedAlone,
  type LedgerOperation,
  type LedgerPayment,
} from './ledger';
import type { Operation, OperationResult } from './operations';
import { likelyPaymentOf } from './payer';

let made = 0;

function operation(
  kind: Operation,
  result: OperationResult,
  amount = 100,
  more: Partial<LedgerOperation> = {},
): LedgerOperation {
  made += 1;
  return {
    row: made,
    documentId: `operation${made}`,
    operation: kind,
    result,
    amount,
    providerId: null,
    errorCode: null,
    errorMessage: null,
    requestKey: null,
    approval: 'none',
    tries: 1,
    ...more,
  };
}

function payment(...operations: LedgerOperation[]): LedgerPayment {
  made += 1;
  return derived({
    row: made,
    documentId: `payment${made}`,
    method: 'stripe',
    state: 'pending',
    currency: 'USD',
    amount: 100,
    amountAuthorized: 0,
    amountCaptured: 0,
    amountRefunding: 0,
    amountRefunded: 0,
    reference: null,
    receipt: null,
    callbackToken: '00',
    details: {},
    failureCode: null,
    failureMessage: null,
    review: null,
    createdAt: '2026-01-01T00:00:00.000Z',
    capturedAt: null,
    operations,
  });
}

const order = {
  row: 1,
  documentId: 'order',
  number: 'ABC',
  status: 'confirmed' as const,
  paymentStatus: 'pending',
  paymentMethod: 'stripe',
  currency: 'USD',
  total: 100,
  amountPaid: 0,
};

const paid = () => payment(operation('capture', 'succeeded'));

describe('the state of a payment', () => {
  const declined = { errorCode: 'card_declined' };
  test.each([
    ['pending', [operation('capture', 'started')]],
    ['pending', [operation('capture', 'unknown')]],
    ['failed', [operation('capture', 'pending', 100, declined)]],
    ['failed', [operation('capture', 'failed', 100, declined)]],
    ['cancelled', [operation('capture', 'failed', 100, { errorCode: CALLED_OFF })]],
    ['authorized', [operation('authorize', 'succeeded')]],
    ['authorized', [operation('authorize', 'succeeded'), operation('capture', 'pending')]],
    ['cancelled', [operation('authorize', 'succeeded'), operation('void', 'succeeded')]],
    ['paid', [operation('authorize', 'succeeded'), operation('capture', 'succeeded')]],
    ['paid', [operation('capture', 'succeeded'), operation('refund', 'pending', 40)]],
    [
      'partially_refunded',
      [operation('capture', 'succeeded'), operation('refund', 'succeeded', 40)],
    ],
    ['refunded', [operation('capture', 'succeeded'), operation('refund', 'succeeded')]],
    ['paid', [operation('capture', 'succeeded'), operation('refund', 'failed')]],
  ] as const)('is %s', (state, operations) => {
    expect(payment(...operations).state).toBe(state);
  });
});

describe('the payment status of an order', () => {
  const back = () => payment(operation('capture', 'succeeded'), operation('refund', 'succeeded'));
  const part = () =>
    payment(operation('capture', 'succeeded'), operation('refund', 'succeeded', 40));
  const failed = () => payment(operation('capture', 'failed', 100, { errorCode: 'no' }));
  const open = () => payment(operation('capture', 'pending'));
  const authorized = () => payment(operation('authorize', 'succeeded'));
  const calledOff = () => payment(operation('capture', 'failed', 100, { errorCode: CALLED_OFF }));
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
    const capture = () => operation('capture', 'succeeded', 60);
    const back = payment(capture(), operation('refund', 'succeeded', 60));
    const goingBack = payment(capture(), operation('refund', 'pending', 60));
    const pending = { ...order, status: 'pending' as const };
    expect(amountDue({ order: pending, payments: [payment(capture())] })).toBe(40);
    expect(amountDue({ order: pending, payments: [back] })).toBe(100);
    expect(amountDue({ order: pending, payments: [goingBack] })).toBe(100);
    const settled = payment(operation('capture', 'succeeded'), operation('refund', 'succeeded'));
    expect(amountDue({ order, payments: [settled] })).toBe(0);
  });

  test('what staff gave back on their own word is counted over all payments', () => {
    const alone = { requestKey: 'key' };
    const payments = [
      payment(
        operation('capture', 'succeeded'),
        operation('refund', 'succeeded', 10, alone),
        operation('refund', 'failed', 20, alone),
        operation('refund', 'succeeded', 30, { ...alone, approval: 'approved' }),
      ),
      payment(
        operation('capture', 'succeeded'),
        operation('refund', 'unknown', 5, alone),
        operation('refund', 'succeeded', 40),
      ),
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
    const half = payment(operation('capture', 'succeeded'), operation('refund', 'pending', 60));
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
  const money = { method: 'stripe', amount: 100 };
  const givenUp = payment(operation('capture', 'failed'));
  const open = payment(operation('capture', 'unknown'));
  const named = { ...paid(), receipt: 'R1' };

  test.each([
    ['the one that brought money and did not name it', [givenUp, open, paid()], 2],
    ['the one that is open', [givenUp, open, named], 1],
    ['the last that was given up', [givenUp, named, { ...givenUp, row: 0 }], 2],
  ])('is of %s', (_, payments, turn) => {
    expect(likelyPaymentOf(payments, money)).toBe(payments[turn]);
  });

  test('is of none that has a name, another amount or another method', () => {
    const others = [named, { ...open, amount: 50 }, { ...open, method: 'paypal' }];
    expect(likelyPaymentOf(others, money)).toBeUndefined();
  });
});
