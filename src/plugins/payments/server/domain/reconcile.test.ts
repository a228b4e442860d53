import type { ListedMovement } from './provider';
import { compareBooks, tellDifference, tellUnseen, type OurMovement } from './reconcile';

const at = new Date('2026-11-21T10:00:00Z');
const theirs = (more: Partial<ListedMovement> = {}): ListedMovement => ({
  operation: 'capture',
  reference: 'pi_1',
  providerId: 'ch_1',
  amount: 1999,
  currency: 'USD',
  at,
  ...more,
});
const ours = (more: Partial<OurMovement> = {}): OurMovement => ({
  id: 'op1',
  operation: 'capture',
  amount: 1999,
  currency: 'USD',
  paymentId: 'pay1',
  orderNumber: 'ABCD2345',
  reference: 'pi_1',
  receipt: 'ch_1',
  providerId: null,
  isDue: true,
  ...more,
});
const refund = { operation: 'refund', providerId: 're_1', amount: 500 } as const;

test('F-37 books that agree', () => {
  const compared = compareBooks([theirs(), theirs(refund)], [ours(), ours(refund)]);
  expect(compared).toEqual({ agreed: 2, differences: [], unseen: [] });
});

test('F-37 money that only they know of', () => {
  const { differences, unseen } = compareBooks(
    [theirs(), theirs({ reference: 'pi_2', providerId: 'ch_2' })],
    [ours()],
  );
  expect(differences.map(tellDifference)).toEqual([
    'not in our books: capture ch_2 of pi_2, 19.99 USD, 2026-11-21T10:00:00.000Z',
  ]);
  expect(unseen).toEqual([]);
});

test('F-37 money that only we know of, of the time that is compared', () => {
  const earlier = ours({ id: 'op0', reference: 'pi_0', receipt: 'ch_0', isDue: false });
  const { unseen } = compareBooks([], [earlier, ours()]);
  expect(unseen.map((one) => tellUnseen(one, 'they do not know it'))).toEqual([
    'not in theirs: capture of 19.99 USD, order ABCD2345, payment pay1: they do not know it',
  ]);
});

test('F-37 another amount, or another currency', () => {
  const { agreed, differences } = compareBooks(
    [theirs({ amount: 2000 }), theirs({ ...refund, currency: 'EUR' })],
    [ours(), ours(refund)],
  );
  expect([agreed, differences.map(({ kind }) => kind)]).toEqual([
    0,
    ['another_amount', 'another_amount'],
  ]);
});

test('each of ours stands for one of theirs', () => {
  const twice = [theirs(refund), theirs(refund)];
  expect(compareBooks(twice, [ours(refund)]).differences).toHaveLength(1);
});

test('money whose name was never told is known by its order and amount', () => {
  const nameless = ours({ receipt: null, reference: 'ws_CO_1', currency: 'KES' });
  const listed = theirs({
    reference: 'RKL51ZDR4F',
    providerId: 'RKL51ZDR4F',
    orderNumber: 'ABCD2345',
    currency: 'KES',
  });
  expect(compareBooks([listed], [nameless]).agreed).toBe(1);
  expect(compareBooks([{ ...listed, amount: 1 }], [nameless]).agreed).toBe(0);
});
