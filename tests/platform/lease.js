/** A user of an embedded PostgreSQL in a process of its own: `node lease.js FOLDER`. */
const { acquirePostgres } = require('../../dist/src/plugins/kernel/server/embedded-postgres');

acquirePostgres({
  dataDir: process.argv[2],
  log: () => undefined,
  onLost: (error) => process.send({ lost: error.message }),
}).then(
  (lease) => {
    process.on('message', () => void lease.release().then(() => process.exit(0)));
    process.send({ url: lease.url });
  },
  (error) => process.send({ refused: error.message }, () => process.exit(1)),
);
