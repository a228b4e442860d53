import { Client } from 'pg';
import { openQueues } from '../../src/plugins/jobs/server/services/bullmq';
import { createDatabase, type TestDatabase } from '../support/database';

let database: TestDatabase;

beforeAll(async () => {
  database = await createDatabase('empty');
});
afterAll(async () => {
  await database.drop();
});

it('F-06 connections that break between two statements of BullMQ’s start end no process', async () => {
  const broken = new WeakSet<Client>();
  let breaks = 0;
  const begin = Client.prototype.query as (this: Client, ...args: unknown[]) => unknown;
  const query = jest.spyOn(Client.prototype, 'query').mockImplementation(function (
    this: Client,
    ...args: unknown[]
  ) {
    const result = begin.apply(this, args);
    if (!(result instanceof Promise) || broken.has(this)) return result;
    broken.add(this);
    breaks += 1;
    // As pg tells it. Where nobody listens this throws, outside of a test into the process.
    return result.then((rows: unknown) => {
      this.emit('error', new Error('terminating connection'));
      return rows;
    });
  });
  const opening = openQueues({
    databaseUrl: database.url,
    redisUrl: undefined,
    work: () => Promise.resolve(),
    warn: () => undefined,
  });
  const queues = await opening.finally(() => query.mockRestore());
  expect(breaks).toBeGreaterThanOrEqual(2);
  await queues.close();
});
