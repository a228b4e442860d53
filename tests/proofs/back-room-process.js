// What works beside the servers, in a process of its own with its own steps: the sweeper of expired
// holds, the import of stock and the end of unpaid orders. It is told what, and tells what came of it.
const { importStock } = require('../../dist/src/plugins/inventory/server/contract.js');
const { sweepExpired } = require('../../dist/src/plugins/inventory/server/sql/sweep-expired.js');
const {
  expireOrders,
} = require('../../dist/src/plugins/payments/server/services/expire-orders.js');
const { openDatabase, Report } = require('../../dist/src/plugins/kernel/server/contract.js');

const database = openDatabase({
  url: process.env.DATABASE_URL,
  // Whoever is held up keeps a connection.
  poolSize: 20,
  name: 'back-room',
  onError: () => undefined,
});

/** All that the end of unpaid orders asks Strapi for. */
const strapi = {
  config: { get: () => ({ holdSeconds: 900 }) },
  plugin: () => ({ service: () => database }),
};

const works = {
  async expireOrders() {
    await expireOrders(strapi);
    return 'ended';
  },

  async sweep() {
    await database.query(sweepExpired, [1_000]);
    return 'swept';
  },
  async importStock({ text }) {
    const reasons = [];
    const report = new Report({ refused: ({ reason }) => reasons.push(reason), noted: () => {} });
    await importStock(database, [Buffer.from(text)], report);
    return reasons.length === 0 ? 'imported' : 'refused';
  },
};

process.on('message', ({ work, call, ...details }) => {
  if (work === undefined) return;
  works[work](details).then(
    (result) => process.send({ worked: call, result }),
    (error) => process.send({ worked: call, result: `failed: ${error.stack}` }),
  );
});
