import { waitAfter } from './back-off';

test('each try waits twice as long, up to ten minutes', () => {
  expect([1, 2, 3, 4].map((attempt) => waitAfter(attempt, 0))).toEqual([1, 2, 4, 8]);
  expect(waitAfter(11, 0)).toBe(600);
  expect(waitAfter(5_000, 0)).toBe(600);
});

test('up to half of a wait is left to chance', () => {
  expect(waitAfter(3, 1)).toBe(2);
  expect(waitAfter(3, 0.5)).toBe(3);
});
