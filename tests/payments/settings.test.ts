import { join } from 'node:path';
import { createDatabase, type TestDatabase } from '../support/database';
import { LOGS } from '../support/paths';
import { ServerProcess } from '../support/server-process';

let database: TestDatabase;

beforeAll(async () => {
  database = await createDatabase('empty');
});
afterAll(() => database.drop());

const start = (env: Record<string, string>) =>
  ServerProcess.start({
    databaseUrl: database.url,
    logFile: join(LOGS, `payment-settings.${Object.keys(env).join('.')}.log`),
    env,
  });

test.each([
  ['STRIPE_WEBHOOK_SECRET', { STRIPE_SECRET_KEY: 'sk_test_half' }],
  ['STRIPE_SECRET_KEY', { STRIPE_WEBHOOK_SECRET: 'whsec_half' }],
])('a half configured provider stops the start: %s is missing', async (missing, env) => {
  await expect(start(env as Record<string, string>)).rejects.toThrow(
    `${missing} is missing: Stripe is half configured`,
  );
});
