import { timeOf } from './times';

test.each([
  '2021-06-28T06:24:08Z',
  '2021-06-28T09:24:08+0300',
  '2021-06-28T09:24:08.000+03:00',
  '2021-06-28 09:24:08',
  '2021-06-28 9:24:08',
  '20210628092408',
])('%s is one time', (text) => {
  expect(timeOf(text)?.toISOString()).toBe('2021-06-28T06:24:08.000Z');
});

test.each(['', 'yesterday', '2021-13-28 09:24:08', '1624861448'])('%j is none', (text) => {
  expect(timeOf(text)).toBeUndefined();
});
