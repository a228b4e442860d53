import { kenyanPhone } from './phone';

test.each([
  '0712345678',
  '0712 345 678',
  '712345678',
  '+254712345678',
  '+254 712-345 678',
  '254712345678',
  '00254712345678',
  '+254 (0)712 345678',
])('%s', (text) => {
  expect(kenyanPhone.parse(text)).toBe('254712345678');
});

test.each([
  ['0110123456', '254110123456'],
  ['+254110123456', '254110123456'],
])('%s is of the newer range', (text, expected) => {
  expect(kenyanPhone.parse(text)).toBe(expected);
});

test.each([
  '',
  '07123456',
  '0812345678',
  '00712345678',
  '2547123456789',
  '+255712345678',
  '020 2222222',
  'abc',
  712345678,
  null,
])('%p is none', (value) => {
  expect(kenyanPhone.safeParse(value).success).toBe(false);
});
