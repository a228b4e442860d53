import {
  acceptedSchema,
  callbackSchema,
  centsOf,
  errorSchema,
  pulledSchema,
  pushedSchema,
  queriedSchema,
  resultSchema,
  tokenSchema,
} from './objects';

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

describe('What decides nothing does not keep the rest from being read', () => {
  test.each([null, undefined, 7, {}])('%p in the place of words', (odd) => {
    const pushed = {
      MerchantRequestID: odd,
      CheckoutRequestID: 'ws_CO_1',
      ResponseCode: 0,
      ResponseDescription: odd,
      CustomerMessage: odd,
    };
    expect(pushedSchema.parse(pushed)).toMatchObject({ CheckoutRequestID: 'ws_CO_1' });
    const accepted = { ConversationID: odd, ResponseCode: '0', ResponseDescription: odd };
    expect(acceptedSchema.parse(accepted)).toMatchObject({ ResponseCode: '0' });
    const error = { errorCode: '500.003.02', errorMessage: odd };
    expect(errorSchema.parse(error)).toMatchObject({ errorCode: '500.003.02' });
    const row = {
      transactionId: 'RECEIPT1',
      trxDate: '2026-01-01T10:00:00+0300',
      amount: 5,
      billreference: odd,
    };
    expect(pulledSchema.parse({ Response: [[row]] }).Response).toHaveLength(1);
    const callback = {
      MerchantRequestID: odd,
      CheckoutRequestID: 'ws_CO_1',
      ResultCode: 1032,
      ResultDesc: odd,
      CallbackMetadata: {},
    };
    const { stkCallback } = callbackSchema.parse({ Body: { stkCallback: callback } }).Body;
    expect(stkCallback).toMatchObject({ ResultCode: '1032', CallbackMetadata: { Item: [] } });
    const { Result } = resultSchema.parse({
      Result: {
        ResultCode: '0',
        ResultDesc: odd,
        ConversationID: odd,
        TransactionID: odd,
        ResultParameters: {},
      },
    });
    expect(Result.ResultParameters?.ResultParameter).toEqual([]);
  });

  test('a query without a code yet, and a list without rows', () => {
    const queried = { CheckoutRequestID: null, ResultCode: null, ResultDesc: null };
    expect(queriedSchema.parse(queried).ResultCode).toBeNull();
    expect(pulledSchema.parse({ Response: null }).Response).toEqual([]);
  });
});

test.each([
  [3599, 3599],
  ['3599', 3599],
  ['0', 0],
  ['soon', 3599],
])('a token that lives %p', (said, seconds) => {
  const token = tokenSchema.parse({ access_token: 'a', expires_in: said });
  expect(token.expires_in).toBe(seconds);
});
