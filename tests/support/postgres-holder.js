/**
 * Holds the tests' PostgreSQL for one test run, in a process of its own: when the test run ends in
 * whatever way, the channel to it closes, and the lease is given back.
 */
const { join } = require('node:path');
const { acquirePostgres } = require('../../dist/src/plugins/kernel/server/embedded-postgres');

const fail = (error) => process.send({ error: error.message }, () => process.exit(1));

acquirePostgres({
  dataDir: join(__dirname, '../../.duka-test'),
  log: () => undefined,
  onLost: () => process.exit(1),
}).then((lease) => {
  process.on('disconnect', () => void lease.release().finally(() => process.exit(0)));
  if (!process.connected) void lease.release().finally(() => process.exit(0));
  else process.send({ url: lease.url });
}, fail);
