import { createBudget } from './budget';

test('a burst is fine, a flood is not, and a pause makes up for it', () => {
  const isTooMany = createBudget(0);
  const flood = Array.from({ length: 60 }, () => isTooMany(0));
  expect(flood.slice(0, 40).every((tooMany) => !tooMany)).toBe(true);
  expect(flood[40]).toBe(true);
  expect(isTooMany(10_000)).toBe(false);
});

test('ten a second go on for ever', () => {
  const isTooMany = createBudget(0);
  for (let turn = 1; turn < 1_000; turn += 1) expect(isTooMany(turn * 100)).toBe(false);
});
