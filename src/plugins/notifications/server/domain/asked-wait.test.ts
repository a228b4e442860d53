import { askedWait } from './asked-wait';

const now = new Date('2026-11-22T03:00:00Z');
const inAnHour = String(now.getTime() / 1000 + 3600);

test.each([
  [{ 'retry-after': '120' }, 120],
  [{ 'retry-after': 'Sun, 22 Nov 2026 03:10:00 GMT' }, 600],
  [{ 'retry-after': 'Sun, 22 Nov 2026 02:00:00 GMT' }, 0],
  [{ 'x-ratelimit-reset': inAnHour }, 3600],
  [{ 'x-ratelimit-reset': '30' }, 30],
  [{ 'retry-after': '5', 'x-ratelimit-reset': inAnHour }, 5],
  [{ 'retry-after': '999999999' }, 24 * 60 * 60],
  [{ 'retry-after': 'tomorrow, perhaps' }, 0],
  [{}, 0],
])('%j asks for %d seconds', (headers, seconds) => {
  expect(askedWait(headers, now)).toBe(seconds);
});
