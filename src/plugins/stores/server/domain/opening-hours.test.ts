import {
  formatOpeningHours,
  openingPeriods,
  parseOpeningExceptions,
  parseOpeningHours,
} from './opening-hours';
import { parseTwelveHourHours } from './twelve-hour-hours';

function written(text: string): string {
  const parsed = parseOpeningHours(text);
  return parsed.kind === 'parsed' ? formatOpeningHours(parsed.value) : `refused: ${parsed.reason}`;
}

describe('parseOpeningHours', () => {
  it.each([
    ['Mo-Fr 08:00-20:00; Sa 09:00-18:00; Su off', 'Mo-Fr 08:00-20:00; Sa 09:00-18:00; Su off'],
    ['Mo-Fr 08:00-12:00,13:00-17:00', 'Mo-Fr 08:00-12:00,13:00-17:00; Sa-Su off'],
    ['mo,we 8:00 - 9:00', 'Mo 08:00-09:00; Tu off; We 08:00-09:00; Th-Su off'],
    ['Fr-Mo 18:00-02:00', 'Mo 18:00-02:00; Tu-Th off; Fr-Su 18:00-02:00'],
    ['08:00-20:00; Su closed', 'Mo-Sa 08:00-20:00; Su off'],
    ['24/7', 'Mo-Su 00:00-24:00'],
    ['Mo 13:00-17:00,08:00-12:00', 'Mo 08:00-12:00,13:00-17:00; Tu-Su off'],
    ['Mo 20:00-00:00', 'Mo 20:00-24:00; Tu-Su off'],
    ['', 'Mo-Su off'],
    ['Mon-Fri 08:00-20:00', 'Mo-Fr 08:00-20:00; Sa-Su off'],
    ['Monday - Friday: 08:00 - 20:00; SUNDAY closed', 'Mo-Fr 08:00-20:00; Sa-Su off'],
    ['Tues, Thurs. 10:00-12:00', 'Mo off; Tu 10:00-12:00; We off; Th 10:00-12:00; Fr-Su off'],
    ['Mo\u2013Fr 08:00\u201320:00', 'Mo-Fr 08:00-20:00; Sa-Su off'],
    ['Mo-Fr 8-20', 'Mo-Fr 08:00-20:00; Sa-Su off'],
    ['Mo 18-2', 'Mo 18:00-02:00; Tu-Su off'],
    [
      'Mo 9am-12pm, 1 p.m.-5:30 PM; Tu 12am-6am',
      'Mo 09:00-12:00,13:00-17:30; Tu 00:00-06:00; We-Su off',
    ],
    ['Fr 08:00-26:00', 'Mo-Th off; Fr 08:00-02:00; Sa-Su off'],
    ['Mo-Fr 08:00-20:00; PH off', 'Mo-Fr 08:00-20:00; Sa-Su off'],
    ['Su,PH 10:00-16:00', 'Mo-Sa off; Su 10:00-16:00'],
  ])('reads %s', (text, expected) => {
    expect(written(text)).toBe(expected);
  });

  it.each([
    ['Mo-Fr', 'not understood'],
    ['Mo-Fr 8.20', 'no range of times'],
    ['Mo-Fr 9-5', 'in two ways'],
    ['Mo-Fr 9-5pm', 'in two ways'],
    ['Mo 13pm-2pm', 'no clock shows'],
    ['M 08:00-20:00', 'no day'],
    ['Mox 08:00-20:00', 'no day'],
    ['Mo-We-Fr 08:00-20:00', 'no day'],
    ['Mo 08:00-33:00', 'no clock shows'],
    ['Mo 25:00-26:00', 'no clock shows'],
    ['Mo 08:61-09:00', 'no clock shows'],
    ['Mo 08:00-08:00', 'no length'],
    ['Mo 08:00-12:00,11:00-13:00', 'overlap'],
    ['PH off', 'no day of the week'],
    ['always', 'not understood'],
  ])('refuses %s', (text, reason) => {
    expect(written(text)).toContain('refused');
    expect(written(text)).toContain(reason);
  });
});

describe('openingPeriods', () => {
  it('lists the ranges of each day', () => {
    const parsed = parseOpeningHours('Mo 08:00-12:00,18:00-02:00; Tu 00:00-24:00');
    expect(parsed.kind === 'parsed' && openingPeriods(parsed.value)).toEqual([
      { day: 'monday', opens: '08:00', closes: '12:00' },
      { day: 'monday', opens: '18:00', closes: '02:00' },
      { day: 'tuesday', opens: '00:00', closes: '24:00' },
    ]);
  });
});

describe('parseOpeningExceptions', () => {
  it('reads days by date', () => {
    const parsed = parseOpeningExceptions('1970-01-02 off\n1970-01-11 09:00-13:00');
    expect(parsed.kind === 'parsed' && [...parsed.value]).toEqual([
      [1, []],
      [10, [{ opens: 540, closes: 780 }]],
    ]);
  });

  it.each([
    ['2026-02-30 off', 'no date'],
    ['25.12.2026 off', 'no date'],
    ['2026-12-25', 'no range'],
    ['2026-12-25 off; 2026-12-25 09:00-10:00', 'twice'],
  ])('refuses %s', (text, reason) => {
    expect(parseOpeningExceptions(text)).toEqual({
      kind: 'malformed',
      reason: expect.stringContaining(reason) as string,
    });
  });
});

describe('parseTwelveHourHours', () => {
  it.each([
    [
      'Mon: 10-9; Tues: 9:30-9; Sun: 11-8',
      'Mo 10:00-21:00; Tu 09:30-21:00; We-Sa off; Su 11:00-20:00',
    ],
    ['Mon: 0-11:59', 'Mo 00:00-23:59; Tu-Su off'],
    ['Mon: 12-6', 'Mo 12:00-18:00; Tu-Su off'],
    ['Mon: 1-5:30', 'Mo 13:00-17:30; Tu-Su off'],
    ['Thurs: 9-12', 'Mo-We off; Th 09:00-24:00; Fr-Su off'],
  ])('reads %s', (text, expected) => {
    const parsed = parseTwelveHourHours(text);
    expect(parsed.kind === 'parsed' && formatOpeningHours(parsed.value)).toBe(expected);
  });

  it.each(['Mon: 10-21', 'Mon: 10', 'Someday: 10-9', 'Mon: 10:75-9', 'Mon: 5-4'])(
    'refuses %s',
    (text) => {
      expect(parseTwelveHourHours(text).kind).toBe('malformed');
    },
  );
});
