import { createBreaker } from './breaker';

test('after five failures in a row nobody calls for a while, then one tries', () => {
  const breaker = createBreaker();
  for (let turn = 0; turn < 4; turn += 1) breaker.silent(0);
  expect(breaker.admits(0)).toBe(true);
  breaker.silent(0);
  expect(breaker.admits(1_000)).toBe(false);
  expect(breaker.admits(10_000)).toBe(true);
  expect(breaker.admits(10_001)).toBe(false);
});

test('who only asks how long it rests does not take the try away', () => {
  const breaker = createBreaker();
  for (let turn = 0; turn < 5; turn += 1) breaker.silent(0);
  expect([1_000, 9_999, 10_000].map((now) => breaker.restsFor(now))).toEqual([9, 1, 0]);
  expect(breaker.admits(10_000)).toBe(true);
});

test('one answer makes it well again', () => {
  const breaker = createBreaker();
  for (let turn = 0; turn < 5; turn += 1) breaker.silent(0);
  breaker.answered();
  expect([breaker.restsFor(1), breaker.admits(1)]).toEqual([0, true]);
});
