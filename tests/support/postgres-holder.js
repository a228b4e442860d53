/**
 * Holds the tests' PostgreSQL for one test run, in a process of its own: when the test run ends in
 * whatever way, the channel to it closes, and the lease is given back.
 */
const { join } = require('node:path');
const { Client } = require('pg');
const { acquirePostgres } = require('../../dist/src/plugins/kernel/server/embedded-postgres');

const fail = (error) => process.send({ error: error.message }, () => process.exit(1));

acquirePostgres({
  dataDir: join(__dirname, '../../.duka-test'),
  log: () => undefined,
  onLost: () => process.exit(1),
})
  .then(async (lease) => {
    await waitForNoDisk(lease.url);
    process.on('disconnect', () => void lease.release().finally(() => process.exit(0)));
    if (!process.connected) void lease.release().finally(() => process.exit(0));
    else process.send({ url: lease.url });
  })
  .catch(fail);

/** The tests end processes, whose writes the kernel keeps; none of them cuts the power. */
async function waitForNoDisk(url) {
  const client = new Client({ connectionString: url });
  await client.connect();
  for (const setting of ['fsync', 'full_page_writes']) {
    await client.query(`ALTER SYSTEM SET ${setting} = off`);
  }
  await client.query('SELECT pg_reload_conf()');
  await client.end();
}
