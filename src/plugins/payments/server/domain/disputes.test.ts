import { disputesAfter, stageOf, stopsOrder, type KnownDispute } from './disputes';
import type { DisputeStage } from './provider';

const dispute = (id: string | null, stage: DisputeStage): KnownDispute => ({ id, stage });

test.each([
  [null, 'open', true],
  ['open', 'open', false],
  ['open', 'won', true],
  ['open', 'lost', true],
  // Messages come in any order.
  [null, 'won', true],
  ['won', 'open', false],
  ['lost', 'open', false],
  // An appeal.
  ['lost', 'won', true],
] as const)('after %s, %s is news: %s', (known, told, isNews) => {
  const before = known === null ? [] : [dispute('du_1', known)];
  const after = isNews ? [dispute('du_1', told)] : undefined;
  expect(disputesAfter(before, dispute('du_1', told))).toEqual(after);
});

test('a second dispute begins, though the first one was won', () => {
  const inquiry = [dispute('du_1', 'won')];
  const both = [...inquiry, dispute('du_2', 'open')];
  expect(disputesAfter(inquiry, dispute('du_2', 'open'))).toEqual(both);
  expect(disputesAfter(both, dispute('du_1', 'open'))).toBeUndefined();
  expect(stageOf(both)).toBe('open');
});

test('money that is taken back belongs to the dispute before or after it', () => {
  const reversed = dispute(null, 'lost');
  expect(disputesAfter([dispute('PP-D-1', 'open')], reversed)).toEqual([dispute('PP-D-1', 'lost')]);
  expect(disputesAfter([reversed], dispute('PP-D-1', 'open'))).toBeUndefined();
  expect(disputesAfter([reversed], dispute('PP-D-1', 'won'))).toEqual([dispute('PP-D-1', 'won')]);
});

test('of several disputes the one that stops the order counts', () => {
  expect(stageOf([])).toBeNull();
  expect(stageOf([dispute('a', 'won'), dispute('b', 'lost')])).toBe('lost');
  expect(stageOf([dispute('a', 'lost'), dispute('b', 'open')])).toBe('open');
  expect(stageOf([dispute('a', 'won')])).toBe('won');
});

test('an order waits while a dispute is open, and after one that was lost', () => {
  expect(stopsOrder([null, 'won'])).toBe(false);
  expect(stopsOrder([null, 'open'])).toBe(true);
  expect(stopsOrder(['won', 'lost'])).toBe(true);
});
