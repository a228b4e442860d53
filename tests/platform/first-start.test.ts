import { join } from 'node:path';
import { createDatabase, type TestDatabase } from '../support/database';
import { LOGS } from '../support/paths';
import { ServerProcess } from '../support/server-process';

describe('Two servers that start at once on an empty database', () => {
  let database: TestDatabase;
  let servers: ServerProcess[] = [];

  beforeAll(async () => {
    database = await createDatabase('empty');
  });
  afterAll(async () => {
    await Promise.all(servers.map((server) => server.kill('SIGTERM')));
    await database.drop();
  });

  it('F-14 both come up, and what is made once is there once', async () => {
    const env = { DUKA_ADMIN_EMAIL: 'first@example.com', DUKA_ADMIN_PASSWORD: 'Jina-la-siri-7' };
    servers = await Promise.all(
      ['one', 'two'].map((name) =>
        ServerProcess.start({
          databaseUrl: database.url,
          logFile: join(LOGS, `first-start.${name}.log`),
          env,
        }),
      ),
    );
    for (const { url } of servers) {
      expect((await fetch(`${url}/api/products`)).status).toBe(200);
    }
    const count = async (table: string) =>
      (await database.sql<{ count: number }>(`SELECT count(*) FROM ${table}`))[0]?.count;
    expect(await count('admin_users')).toBe(1);
    expect(await count('shop_settings')).toBe(1);
    const doubles = await database.sql(
      'SELECT code FROM admin_roles GROUP BY code HAVING count(*) > 1',
    );
    expect(doubles).toEqual([]);
  });
});
