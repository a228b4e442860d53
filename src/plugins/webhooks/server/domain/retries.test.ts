import { judge, pauseAfter } from './retries';

function pauses(chance: number): number[] {
  const all: number[] = [];
  for (;;) {
    const pause = pauseAfter(all.length + 1, chance);
    if (pause === undefined) return all;
    all.push(pause);
  }
}

const NOW = new Date('2026-10-21T07:26:40Z');
const DAY_SECONDS = 24 * 60 * 60;

test('waits grow, and together they are three days', () => {
  const all = pauses(0);
  expect(all).toEqual([...all].sort((one, other) => one - other));
  const sum = all.reduce((total, pause) => total + pause, 0);
  expect(sum).toBeGreaterThan(2.9 * DAY_SECONDS);
  expect(sum).toBeLessThan(3.1 * DAY_SECONDS);
});

test('chance makes a wait longer, by a fifth at most', () => {
  const [shortest, longest] = [pauses(0), pauses(1)];
  longest.forEach((pause, turn) => expect(pause).toBeCloseTo((shortest[turn] ?? NaN) * 1.2));
});

test('a receiver may ask for a longer wait, up to an hour', () => {
  expect(pauseAfter(1, 0, 120)).toBe(120);
  expect(pauseAfter(1, 0, 1e9)).toBe(3_600);
  expect(pauseAfter(8, 0, 120)).toBe(pauseAfter(8, 0));
  expect(pauseAfter(100, 0, 120)).toBeUndefined();
});

test.each([
  [200, undefined, { kind: 'delivered' }],
  [204, undefined, { kind: 'delivered' }],
  [301, undefined, { kind: 'failed', retryAfter: 0 }],
  [400, '60', { kind: 'failed', retryAfter: 0 }],
  [410, undefined, { kind: 'gone' }],
  [429, '60', { kind: 'failed', retryAfter: 60 }],
  [503, 'Wed, 21 Oct 2026 07:28:00 GMT', { kind: 'failed', retryAfter: 80 }],
  [429, 'Wednesday, 21-Oct-26 07:28:00 GMT', { kind: 'failed', retryAfter: 80 }],
  [503, 'Wed, 21 Oct 2026 07:26:00 GMT', { kind: 'failed', retryAfter: 0 }],
  [503, 'soon', { kind: 'failed', retryAfter: 0 }],
  [503, '-5', { kind: 'failed', retryAfter: 0 }],
  [500, undefined, { kind: 'failed', retryAfter: 0 }],
])('%i (Retry-After %s) means %j', (status, retryAfter, meaning) => {
  expect(judge(status, retryAfter, NOW)).toEqual(meaning);
});
