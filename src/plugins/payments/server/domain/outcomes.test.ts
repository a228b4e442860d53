import { operation, payment } from '../../../../../tests/support/ledger';
import { CALLED_OFF, derived, type LedgerOperation } from './ledger';
import { stepOf, type Step } from './outcomes';
import { BY_HAND } from './operations';
import type { Outcome } from './provider';

/** What has changed, and how the payment stands then. */
function changedBy(step: Step) {
  if (step.kind !== 'changed') throw new Error(step.kind);
  return { operation: step.operation, payment: derived(step.payment) };
}

const MONEY = { result: 'succeeded', amount: 100, currency: 'KES' } as const;

describe('A refund that was refused and has gone out after all', () => {
  const captured = operation('capture', 'succeeded');
  const refused = operation('refund', 'failed', { errorCode: '500.001.1001' });

  test('has gone out', () => {
    const { operation: now, payment: after } = changedBy(
      stepOf(payment([captured, refused]), refused, MONEY),
    );
    expect(now).toMatchObject({ result: 'succeeded', errorCode: null });
    expect(after).toMatchObject({ amountRefunded: 100, state: 'refunded' });
  });

  test('calls off the one in its place that was not sent yet', () => {
    const next = operation('refund', 'started', { tries: 0 });
    const { payment: after } = changedBy(
      stepOf(payment([captured, refused, next]), refused, MONEY),
    );
    expect(after).toMatchObject({ amountRefunding: 0, amountRefunded: 100 });
    expect(after.operations.at(-1)).toMatchObject({ result: 'failed', errorCode: CALLED_OFF });
  });

  test('leaves what there is money for', () => {
    const part = operation('refund', 'failed', { amount: 40 });
    const next = operation('refund', 'started', { amount: 60, tries: 0 });
    const { payment: after } = changedBy(
      stepOf(payment([captured, part, next]), part, { ...MONEY, amount: 40 }),
    );
    expect(after).toMatchObject({ amountRefunding: 60, amountRefunded: 40 });
  });

  test('is a matter for a person where the one in its place is on its way', () => {
    const next = operation('refund', 'pending');
    expect(stepOf(payment([captured, refused, next]), refused, MONEY)).toMatchObject({
      kind: 'review',
    });
  });
});

describe('A refund that waits for a second person', () => {
  const captured = operation('capture', 'succeeded');
  const waiting = () =>
    operation('refund', 'started', { approval: 'waiting', requestKey: 'key', tries: 0 });

  test('waits no more once it was made at the provider', () => {
    const next = waiting();
    const { operation: now } = changedBy(stepOf(payment([captured, next]), next, MONEY));
    expect(now).toMatchObject({ result: 'succeeded', approval: 'none' });
  });

  test('waits no more once it was called off', () => {
    const refused = operation('refund', 'failed');
    const { payment: after } = changedBy(
      stepOf(payment([captured, refused, waiting()]), refused, MONEY),
    );
    expect(after.operations.at(-1)).toMatchObject({ errorCode: CALLED_OFF, approval: 'none' });
  });

  test('stays approved by whoever has approved it', () => {
    const next = operation('refund', 'pending', { approval: 'approved' });
    const { operation: now } = changedBy(stepOf(payment([captured, next]), next, MONEY));
    expect(now).toMatchObject({ result: 'succeeded', approval: 'approved' });
  });
});

describe('Money that is told of once more', () => {
  const asked = (receipt: string) => ({
    ...MONEY,
    receipt,
    reference: 'ws_CO_1',
    isMoneyByReceipt: true,
  });
  const unpaid = payment([operation('capture', 'pending')], { reference: 'ws_CO_1' });
  const [begun] = unpaid.operations as [LedgerOperation];

  test('by the receipt that was asked for is told once, and under another receipt is doubted', () => {
    const paid = changedBy(stepOf(unpaid, begun, asked('RECEIPT1')));
    expect(stepOf(paid.payment, paid.operation, asked('RECEIPT1')).kind).toBe('unchanged');
    expect(stepOf(paid.payment, paid.operation, asked('RECEIPT2')).kind).toBe('review');
  });

  test('beside money that came by hand is other money, once', () => {
    const byHand = changedBy(stepOf(unpaid, begun, { ...MONEY, receipt: 'BYHAND' }));
    const step = stepOf(byHand.payment, byHand.operation, asked('RECEIPT1'));
    expect(step).toMatchObject({ kind: 'another', receipt: 'RECEIPT1' });
    if (step.kind !== 'another') return;
    expect(stepOf(step.payment, byHand.operation, asked('RECEIPT1')).kind).toBe('unchanged');
    expect(stepOf(step.payment, byHand.operation, asked('RECEIPT2')).kind).toBe('review');
  });

  test('names what a question had found without a name, and no more than that', () => {
    const found = changedBy(stepOf(unpaid, begun, MONEY));
    const named = changedBy(stepOf(found.payment, found.operation, asked('RECEIPT1')));
    expect(named.payment.receipt).toBe('RECEIPT1');
    expect(stepOf(named.payment, named.operation, asked('RECEIPT2')).kind).toBe('review');
  });
});

test.each<Outcome>([
  { result: 'failed', code: '1032', message: 'Cancelled.', reference: 'ws_CO_2' },
  { result: 'pending', reference: 'ws_CO_2' },
  { ...MONEY, reference: 'ws_CO_2' },
])('what speaks of another reference changes nothing: %j', (outcome) => {
  const unpaid = payment([operation('capture', 'pending')], { reference: 'ws_CO_1' });
  const [begun] = unpaid.operations as [LedgerOperation];
  expect(stepOf(unpaid, begun, outcome).kind).toBe('review');
});

test('what only a person can end stays open, and says so', () => {
  const captured = operation('capture', 'succeeded');
  const back = operation('refund', 'unknown');
  const step = stepOf(payment([captured, back]), back, { result: 'by_hand', message: 'Send it.' });
  expect(changedBy(step).operation).toMatchObject({ result: 'pending', errorCode: BY_HAND });
});
