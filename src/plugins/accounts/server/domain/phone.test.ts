import { readPhone } from './phone';

test.each([
  ['+254 712 345-678', undefined, '+254712345678'],
  ['0712345678', undefined, undefined],
  ['0712345678', 'KE', '+254712345678'],
  ['254712345678', 'KE', '+254712345678'],
  ['+44 20 7946 0000', 'KE', '+442079460000'],
  ['(212) 555-0123', 'US', '+12125550123'],
  ['0712345678', 'XX', undefined],
  ['call me', 'KE', undefined],
])('reads %s, in the country %s', (text, country, number) => {
  expect(readPhone(text, country)).toBe(number);
});
