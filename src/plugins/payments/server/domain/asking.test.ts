import { nextQuestion, nextTry } from './asking';

const ask = (tries: number) => nextQuestion(tries, 0.5);

test('the first question comes after half a minute, four within two minutes', () => {
  expect(ask(1)).toBe(30);
  const four = [1, 2, 3, 4].reduce((sum, tries) => sum + (ask(tries) ?? 0), 0);
  expect(four).toBeLessThan(120);
});

test('later ones come further and further apart, and not all at once', () => {
  expect(ask(8)).toBeGreaterThan(ask(5) ?? 0);
  expect(nextQuestion(8, 0)).not.toBe(nextQuestion(8, 1));
});

test('there is an end', () => {
  let tries = 1;
  while (ask(tries) !== undefined) tries += 1;
  expect(tries).toBeLessThan(100);
});

test('what is refused waits longer each time, a day at most', () => {
  expect([0, 1, 2, 3, 12, 1_000].map(nextTry)).toEqual([0, 60, 120, 240, 86_400, 86_400]);
});

test('what a provider wants only puts a question off: it still comes further apart, and ends', () => {
  expect(nextQuestion(1, 0.5, 60)).toBe(60);
  expect(nextQuestion(20, 0.5, 60)).toBeGreaterThan(1_800);
  expect(nextQuestion(1_000, 0.5, 60)).toBeUndefined();
  expect(nextQuestion(20, 0.5, 0)).toBe(0);
});
