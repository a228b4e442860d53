import { followsDispute, stopsOrder } from './disputes';

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
  expect(followsDispute(known, told)).toBe(isNews);
});

test('an order waits while a dispute is open, and after one that was lost', () => {
  expect(stopsOrder([null, 'won'])).toBe(false);
  expect(stopsOrder([null, 'open'])).toBe(true);
  expect(stopsOrder(['won', 'lost'])).toBe(true);
});
