import { failureOf, kindOf } from './results';

test.each([
  '1',
  '2',
  '3',
  '4',
  '8',
  '17',
  '1019',
  '1025',
  '1032',
  '2001',
  '2028',
  '8006',
  'SFC_IC0003',
])('code %s is an end that the shopper is told of', (code) => {
  expect(kindOf(code, 'callback')).toBe('failed');
  expect(failureOf(code).message).not.toBe(failureOf('none').message);
});

test.each(['1037', '26', '1001', '9999', '1036', 'R000002', 'new'])(
  'code %s is asked about before it is believed',
  (code) => {
    expect(kindOf(code, 'callback')).toBe('ask');
    expect(kindOf(code, 'query')).toBe('failed');
  },
);

test('a prompt that is open is no failure', () => {
  expect(kindOf('4999', 'query')).toBe('open');
  expect(kindOf('0', 'query')).toBe('paid');
});
