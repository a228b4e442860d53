import type { Database, Transaction } from '../database/database';
import { onceOutside, type Answer, type Call } from './once';

/** One that knows of no earlier call, and keeps every answer. */
const query = ((_statement: unknown, params: readonly unknown[]) =>
  Promise.resolve([
    { locked: true, fingerprint: null, status: null, request_key: params[0] },
  ])) as Database['query'];
const database = {
  query,
  transaction: (work: (tx: Transaction) => unknown) =>
    Promise.resolve(work({ query, inTransaction: true, onCommit: () => undefined })),
} as unknown as Database;

const call: Call = {
  caller: 'a',
  route: 'POST /pay',
  key: 'k'.repeat(16),
  body: {},
  keepSeconds: 9,
};

afterEach(() => jest.useRealTimers());

test('whoever waits for somebody outside has an answer within half a minute', async () => {
  jest.useFakeTimers();
  let finish: (answer: Answer) => void = () => undefined;
  const steps = {
    claim: () => Promise.resolve('row'),
    finish: () => new Promise<Answer>((done) => (finish = done)),
  };
  const late = expect(onceOutside(database, call, steps)).rejects.toMatchObject({
    code: 'UNAVAILABLE',
    retryAfter: 5,
  });
  await jest.advanceTimersByTimeAsync(30_000);
  await late;
  // It goes on: a second call runs beside it as little as before.
  const again = () => onceOutside(database, call, steps);
  await expect(again()).rejects.toMatchObject({ code: 'IDEMPOTENCY_IN_PROGRESS' });
  finish({ status: 201, data: 'paid' });
  await jest.advanceTimersByTimeAsync(0);
  const taken = again();
  await jest.advanceTimersByTimeAsync(0);
  finish({ status: 201, data: 'paid' });
  await expect(taken).resolves.toMatchObject({ answer: { data: 'paid' } });
  expect(jest.getTimerCount()).toBe(0);
});
