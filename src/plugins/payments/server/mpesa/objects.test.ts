import { callbackSchema, centsOf, resultSchema } from './objects';

test.each([
  [1, 100],
  [1.5, 150],
  ['5.00', 500],
  ['300', 30_000],
  ['999.50', 99_950],
  ['-1', undefined],
  ['1e3', undefined],
  ['', undefined],
  [null, undefined],
  [Number.NaN, undefined],
])('%p shillings are %p', (shillings, cents) => {
  expect(centsOf(shillings)).toBe(cents);
});

test('codes are texts however they come, and a balance may have no value', () => {
  const { stkCallback } = callbackSchema.parse({
    Body: {
      stkCallback: {
        CheckoutRequestID: 'ws_CO_1',
        ResultCode: 0,
        CallbackMetadata: { Item: [{ Name: 'Balance' }] },
      },
    },
  }).Body;
  expect(stkCallback.ResultCode).toBe('0');
  const one = {
    Result: { ResultCode: 'R000001', ResultParameters: { ResultParameter: { Key: 'A' } } },
  };
  expect(resultSchema.parse(one).Result.ResultParameters?.ResultParameter).toHaveLength(1);
});
