import { faultsOf } from '../../../kernel/server/contract';
import {
  INITIAL_RESULT,
  isOpen,
  mayBeCalled,
  mayFollow,
  OPERATION_RESULTS,
  OPERATIONS,
  RESULTS,
} from './operations';

test.each(['authorize', 'capture', 'void'] as const)(
  'every result of %s can be reached and comes to an end',
  (operation) => {
    expect(faultsOf(OPERATION_RESULTS[operation], INITIAL_RESULT)).toEqual([]);
  },
);

test('so does every result of a refund, but that its provider has the last word on the end', () => {
  const { refund } = OPERATION_RESULTS;
  expect(refund.failed).toEqual({ succeeded: ['provider'] });
  expect(faultsOf({ ...refund, failed: {} }, INITIAL_RESULT)).toEqual([]);
});

test.each(['authorize', 'capture'] as const)('nothing undoes the success of %s', (operation) => {
  expect(OPERATION_RESULTS[operation].succeeded).toEqual({});
});

test('money that comes in after a no is money', () => {
  expect(mayFollow('capture', 'failed', 'succeeded', 'provider')).toBe(true);
  expect(mayFollow('capture', 'failed', 'pending', 'provider')).toBe(false);
});

test('only a bank takes back the success of a refund', () => {
  expect(mayFollow('refund', 'succeeded', 'failed', 'provider')).toBe(true);
  expect(mayFollow('refund', 'succeeded', 'failed', 'us')).toBe(false);
});

test('silence never makes a success', () => {
  for (const operation of OPERATIONS) {
    for (const from of RESULTS) expect(mayFollow(operation, from, 'succeeded', 'us')).toBe(false);
  }
});

test('nobody is called about money that goes back once that has ended, or while it waits', () => {
  const called = (operation: 'refund' | 'void', approval: 'none' | 'waiting' | 'rejected') =>
    RESULTS.filter((result) => mayBeCalled({ operation, result, approval }));
  expect(called('refund', 'none')).toEqual(['started', 'pending', 'unknown']);
  expect(called('void', 'none')).toEqual(['started', 'pending', 'unknown']);
  expect(called('refund', 'rejected')).not.toContain('failed');
  expect(called('refund', 'waiting')).toEqual([]);
});

test('about money that may have come after all anybody may ask', () => {
  const asked = RESULTS.filter((result) =>
    mayBeCalled({ operation: 'capture', result, approval: 'none' }),
  );
  expect(asked).toEqual(RESULTS);
});

test('what is open can still succeed', () => {
  for (const operation of OPERATIONS) {
    for (const from of RESULTS.filter(isOpen)) {
      expect(mayFollow(operation, from, 'succeeded', 'provider')).toBe(true);
    }
  }
});
