import { once } from 'node:events';
import { connect, createServer, type Server } from 'node:net';
import { oneStartAtATime } from '../../src/plugins/kernel/server/contract';
import { createDatabase, type TestDatabase } from '../support/database';
import { Endings } from '../support/endings';
import { freePort } from '../support/free-port';

let database: TestDatabase;
const endings = new Endings();

beforeAll(async () => {
  database = await createDatabase('empty');
  endings.add(() => database.drop());
});
afterAll(() => endings.run());

const work = () => Promise.resolve('worked');

it('F-06 a start waits for a PostgreSQL that is not up yet', async () => {
  const url = new URL(database.url);
  const [host, port] = [url.hostname, Number(url.port)];
  const mine = await freePort();
  url.port = String(mine);
  let open: Promise<Server> | undefined;
  const comeUp = async () => {
    const server = createServer((caller) => {
      caller.pipe(connect(port, host)).pipe(caller);
    });
    endings.add(() => void server.close());
    await once(server.listen(mine, host), 'listening');
    return server;
  };
  const waiting = jest.fn(() => void (open = comeUp()));
  expect(await oneStartAtATime(url.toString(), work, waiting)).toBe('worked');
  expect(waiting).toHaveBeenCalledTimes(1);
  expect((await open)?.listening).toBe(true);
});

it('a database that is not there is no reason to wait', async () => {
  const waiting = jest.fn();
  const start = oneStartAtATime(`${database.url}_of_nobody`, work, waiting);
  await expect(start).rejects.toMatchObject({ code: '3D000' });
  expect(waiting).not.toHaveBeenCalled();
});
