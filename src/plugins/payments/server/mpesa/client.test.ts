import { isRefusal } from './client';

test.each<[number, string, string]>([
  [400, '400.002.02', 'Bad Request - Invalid Amount'],
  [404, '404.001.01', 'Resource not found'],
  [500, '500.001.1001', 'Wrong credentials'],
  [500, '500.001.1001', 'Merchant does not exist'],
  [500, '500.001.1001', 'Unable to lock subscriber, a transaction is already in process'],
  [500, '500.002.1001', 'Duplicate OriginatorConversationID.'],
  [500, '500.003.02', 'Spike Arrest Violation'],
  [500, '500.003.03', 'Quota Violation'],
  [500, '500.003.1001', 'Urls are already registered'],
])('%i %s %s is a clear no', (status, code, message) => {
  expect(isRefusal({ status, code, message })).toBe(true);
});

test.each<[number, string, string]>([
  [500, '500.001.1001', 'Internal processing error'],
  [500, '500.001.1001', 'The transaction is being processed'],
  [200, '500.001.1001', 'Unable to process the request'],
  [500, '500.003.1001', 'Internal Server Error'],
  [503, '503', 'status 503'],
  [408, '408', 'status 408'],
  [499, '400.002.02', 'Client Closed Request'],
])('%i %s %s leaves open what has happened', (status, code, message) => {
  expect(isRefusal({ status, code, message })).toBe(false);
});
