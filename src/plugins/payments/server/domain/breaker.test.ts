import { createBreaker } from './breaker';

test('after five failures in a row nobody calls for a while, then one tries', () => {
  const breaker = createBreaker();
  for (let turn = 0; turn < 4; turn += 1) breaker.silent(0);
  expect(breaker.wait(0)).toBe(0);
  breaker.silent(0);
  expect(breaker.wait(1_000)).toBe(9);
  expect(breaker.wait(10_000)).toBe(0);
  expect(breaker.wait(10_001)).toBe(10);
});

test('who only looks whether it rests does not take the try away', () => {
  const breaker = createBreaker();
  for (let turn = 0; turn < 5; turn += 1) breaker.silent(0);
  expect([breaker.rests(9_999), breaker.rests(10_000)]).toEqual([true, false]);
  expect(breaker.wait(10_000)).toBe(0);
});

test('one answer makes it well again', () => {
  const breaker = createBreaker();
  for (let turn = 0; turn < 5; turn += 1) breaker.silent(0);
  breaker.answered();
  expect(breaker.wait(1)).toBe(0);
});
