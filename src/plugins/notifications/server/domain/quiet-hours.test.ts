import { afterQuietHours } from './quiet-hours';

const nairobi = { from: '22:00', until: '07:00', timeZone: 'Africa/Nairobi' };

test.each([
  // What is due, and when it goes. Nairobi is three hours ahead.
  ['2026-03-03T18:59:59Z', '2026-03-03T18:59:59Z'],
  ['2026-03-03T19:00:00Z', '2026-03-04T04:00:00Z'],
  ['2026-03-03T23:30:30Z', '2026-03-04T04:00:00Z'],
  ['2026-03-04T03:59:59Z', '2026-03-04T04:00:00Z'],
  ['2026-03-04T04:00:00Z', '2026-03-04T04:00:00Z'],
])('%s goes at %s over midnight', (due, goes) => {
  expect(afterQuietHours(new Date(due), nairobi)).toEqual(new Date(goes));
});

test('quiet hours within a day, and none', () => {
  const noon = { from: '12:00', until: '14:30', timeZone: 'UTC' };
  const due = new Date('2026-03-03T13:00:00Z');
  expect(afterQuietHours(due, noon)).toEqual(new Date('2026-03-03T14:30:00Z'));
  expect(afterQuietHours(due, { ...noon, until: '12:00' })).toBe(due);
});

test.each([
  // The clock is put forward at 2:00 on 29 March in Berlin, and back at 3:00 on 25 October.
  ['2026-03-28T22:00:00Z', '2026-03-29T05:00:00Z'],
  ['2026-10-24T21:00:00Z', '2026-10-25T06:00:00Z'],
])('on a day on which the clock is changed, %s goes at %s', (due, goes) => {
  const berlin = { from: '22:00', until: '07:00', timeZone: 'Europe/Berlin' };
  expect(afterQuietHours(new Date(due), berlin)).toEqual(new Date(goes));
});
