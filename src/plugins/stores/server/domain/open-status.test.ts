import { isOpenAt, nextChange, type Schedule } from './open-status';
import { parseOpeningExceptions, parseOpeningHours } from './opening-hours';
import { isTimeZone } from './time-zone';

function scheduleOf(timezone: string, hours: string, exceptions = ''): Schedule {
  const week = parseOpeningHours(hours);
  const days = parseOpeningExceptions(exceptions);
  if (week.kind === 'malformed') throw new Error(week.reason);
  if (days.kind === 'malformed') throw new Error(days.reason);
  return { week: week.value, exceptions: days.value, timezone };
}

const openAt = (instant: string, schedule: Schedule) => isOpenAt(new Date(instant), schedule);
const changeAfter = (instant: string, schedule: Schedule) =>
  nextChange(new Date(instant), schedule)?.toISOString();

describe('on an ordinary day', () => {
  // Nairobi is three hours ahead of UTC; 2026-11-20 is a Friday.
  const shop = scheduleOf('Africa/Nairobi', 'Mo-Fr 08:00-20:00; Sa 09:00-13:00; Su off');

  it.each([
    ['2026-11-20T04:59:59Z', false, '2026-11-20T05:00:00.000Z'],
    ['2026-11-20T05:00:00Z', true, '2026-11-20T17:00:00.000Z'],
    ['2026-11-20T16:59:59Z', true, '2026-11-20T17:00:00.000Z'],
    ['2026-11-20T17:00:00Z', false, '2026-11-21T06:00:00.000Z'],
    ['2026-11-21T10:00:00Z', false, '2026-11-23T05:00:00.000Z'],
  ])('at %s it is open: %s', (instant, open, change) => {
    expect(openAt(instant, shop)).toBe(open);
    expect(changeAfter(instant, shop)).toBe(change);
  });
});

describe('past midnight', () => {
  const bar = scheduleOf('UTC', 'Fr 18:00-02:00', '2026-11-27 off');

  it('belongs to the day on which it began', () => {
    expect(openAt('2026-11-21T01:59:00Z', bar)).toBe(true);
    expect(openAt('2026-11-21T02:00:00Z', bar)).toBe(false);
    expect(openAt('2026-11-20T01:00:00Z', bar)).toBe(false);
  });

  it('is taken away with its day', () => {
    expect(openAt('2026-11-27T20:00:00Z', bar)).toBe(false);
    expect(openAt('2026-11-28T01:00:00Z', bar)).toBe(false);
    expect(changeAfter('2026-11-21T03:00:00Z', bar)).toBe('2026-12-04T18:00:00.000Z');
  });
});

describe('always open, never open', () => {
  it('has no next change', () => {
    expect(
      changeAfter('2026-11-20T12:00:00Z', scheduleOf('Europe/Berlin', '24/7')),
    ).toBeUndefined();
    expect(changeAfter('2026-11-20T12:00:00Z', scheduleOf('UTC', 'off'))).toBeUndefined();
  });

  it('has one where an exception makes it', () => {
    const shop = scheduleOf('UTC', '24/7', '2026-12-25 off');
    expect(changeAfter('2026-11-20T12:00:00Z', shop)).toBe('2026-12-25T00:00:00.000Z');
    expect(changeAfter('2026-12-25T12:00:00Z', shop)).toBe('2026-12-26T00:00:00.000Z');
  });
});

describe('when clocks change', () => {
  it('opens an hour earlier by UTC after the clock went forward', () => {
    const shop = scheduleOf('Europe/Berlin', 'Mo-Su 08:00-20:00');
    // 29 March 2026, 02:00 becomes 03:00.
    expect(changeAfter('2026-03-28T20:00:00Z', shop)).toBe('2026-03-29T06:00:00.000Z');
    // 25 October 2026, 03:00 becomes 02:00.
    expect(changeAfter('2026-10-24T20:00:00Z', shop)).toBe('2026-10-25T07:00:00.000Z');
  });

  it('opens when the clock jumps over the time of opening', () => {
    const shop = scheduleOf('America/New_York', 'Su 02:30-10:00');
    // 8 March 2026, 02:00 becomes 03:00 at 07:00 UTC.
    expect(openAt('2026-03-08T06:59:59Z', shop)).toBe(false);
    expect(openAt('2026-03-08T07:00:00Z', shop)).toBe(true);
    expect(changeAfter('2026-03-08T06:00:00Z', shop)).toBe('2026-03-08T07:00:00.000Z');
  });

  it('is open twice in the hour that is struck twice', () => {
    const shop = scheduleOf('America/New_York', 'Su 01:00-01:30');
    // 1 November 2026, 02:00 becomes 01:00 at 06:00 UTC.
    expect(changeAfter('2026-11-01T04:00:00Z', shop)).toBe('2026-11-01T05:00:00.000Z');
    expect(changeAfter('2026-11-01T05:00:00Z', shop)).toBe('2026-11-01T05:30:00.000Z');
    expect(changeAfter('2026-11-01T05:30:00Z', shop)).toBe('2026-11-01T06:00:00.000Z');
    expect(changeAfter('2026-11-01T06:00:00Z', shop)).toBe('2026-11-01T06:30:00.000Z');
  });

  it('knows the half hour of Lord Howe Island', () => {
    const shop = scheduleOf('Australia/Lord_Howe', 'Mo-Su 09:00-17:00');
    // 4 October 2026: from UTC+10:30 to UTC+11; 5 April 2026: back.
    expect(changeAfter('2026-10-03T12:00:00Z', shop)).toBe('2026-10-03T22:00:00.000Z');
    expect(changeAfter('2026-10-02T12:00:00Z', shop)).toBe('2026-10-02T22:30:00.000Z');
    expect(changeAfter('2026-04-04T12:00:00Z', shop)).toBe('2026-04-04T22:30:00.000Z');
  });

  it.each([
    ['Europe/Berlin', '2026-03-28'],
    ['Europe/Berlin', '2026-10-24'],
    ['America/New_York', '2026-03-07'],
    ['America/New_York', '2026-10-31'],
    ['Australia/Lord_Howe', '2026-04-03'],
    ['Australia/Lord_Howe', '2026-10-02'],
    ['Africa/Cairo', '2026-04-23'],
    ['Africa/Cairo', '2026-10-28'],
    ['Asia/Kathmandu', '2026-06-01'],
  ])('in %s on %s finds what looking every minute finds', (timezone, date) => {
    const start = Date.parse(`${date}T00:00:00Z`);
    const minutes = Array.from({ length: 3 * 1_440 }, (_, minute) => start + minute * 60_000);
    for (const hours of [
      'Mo-Su 01:15-02:45,22:00-01:00',
      'Mo-Su 00:00-24:00',
      'Sa-Su 02:10-01:50',
    ]) {
      const shop = scheduleOf(timezone, hours, `${date} 23:30-02:30`);
      const flips = minutes.filter(
        (at) =>
          at > start && isOpenAt(new Date(at), shop) !== isOpenAt(new Date(at - 60_000), shop),
      );
      const found: number[] = [];
      for (let at = start; at <= minutes.at(-1)!;) {
        const change = nextChange(new Date(at), shop)?.getTime() ?? Infinity;
        if (change <= minutes.at(-1)!) found.push(change);
        at = change;
      }
      expect(found).toEqual(flips);
    }
  });
});

describe('isTimeZone', () => {
  it('takes names and nothing else', () => {
    expect(['Africa/Nairobi', 'UTC', 'America/Argentina/Buenos_Aires'].every(isTimeZone)).toBe(
      true,
    );
    expect(['', 'Mars', '+03:00', 'Africa/Atlantis'].some(isTimeZone)).toBe(false);
  });
});
