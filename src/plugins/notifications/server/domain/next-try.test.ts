import { mayRepeat, waitAfter } from './next-try';

const after = (tries: number, doubts = 0, asked = 0) => waitAfter({ tries, doubts, asked }, 0.5);

test('each try waits twice as long, up to ten minutes', () => {
  expect([1, 2, 3, 4, 8, 11].map((tries) => after(tries))).toEqual([5, 10, 20, 40, 600, 600]);
});

test('what failed together is not tried together', () => {
  expect(waitAfter({ tries: 8, doubts: 0, asked: 0 }, 0)).toBe(450);
  expect(waitAfter({ tries: 8, doubts: 0, asked: 0 }, 1)).toBe(750);
  expect(waitAfter({ tries: 1, doubts: 0, asked: 3600 }, 1)).toBe(4500);
});

test('a doubt and a provider that asks for it make it wait longer, never less', () => {
  expect(waitAfter({ tries: 1, doubts: 1, asked: 0 }, 0)).toBe(60);
  expect(waitAfter({ tries: 2, doubts: 2, asked: 0 }, 0)).toBe(600);
  expect(waitAfter({ tries: 1, doubts: 0, asked: 3600 }, 0)).toBe(3600);
  expect(after(8, 0, 30)).toBe(600);
});

test('a mail that may have come is sent twice more, an SMS not at all, a notice as often as it takes', () => {
  expect([1, 2, 3].map((doubts) => mayRepeat('email', doubts))).toEqual([true, true, false]);
  expect(mayRepeat('sms', 1)).toBe(false);
  expect(mayRepeat('push', 11)).toBe(true);
});
