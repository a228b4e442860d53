// What works beside the servers, in a process of its own with its own steps: the sweeper of expired
// holds, the import of stock, the end of unpaid orders, and the money that is owed. It is told what, and
// tells what came of it.
const { importStock } = require('../../dist/src/plugins/inventory/server/contract.js');
const { sweepExpired } = require('../../dist/src/plugins/inventory/server/sql/sweep-expired.js');
const {
  expireOrders,
} = require('../../dist/src/plugins/payments/server/services/background/expire-orders.js');
const {
  restoreBalance,
} = require('../../dist/src/plugins/payments/server/services/background/restore-balance.js');
const {
  createWorker,
} = require('../../dist/src/plugins/payments/server/services/background/worker.js');
const { createBreaker } = require('../../dist/src/plugins/payments/server/domain/breaker.js');
const { openDatabase, Report } = require('../../dist/src/plugins/kernel/server/contract.js');

const database = openDatabase({
  url: process.env.DATABASE_URL,
  // Whoever is held up keeps a connection.
  poolSize: 20,
  name: 'back-room',
  onError: () => undefined,
});

/** The providers that are called from here: Stripe, where it is set up. */
const providers = new Map();
if (process.env.STRIPE_API_BASE) {
  const { stripeProvider } = require('../../dist/src/plugins/payments/server/stripe/provider.js');
  const settings = {
    secretKey: process.env.STRIPE_SECRET_KEY,
    webhookSecrets: [],
    apiBase: process.env.STRIPE_API_BASE,
    capture: 'automatic',
  };
  // Its messages would be worked beside what is due, and nobody could tell whose step is whose.
  const provider = { ...stripeProvider(settings), inbox: undefined };
  providers.set(provider.method, { provider, breaker: createBreaker() });
}

const services = {
  database,
  providers,
  // What is due is worked when that is told.
  worker: { work: async () => undefined },
};

/** All that these works ask Strapi for. */
const strapi = {
  config: { get: () => ({ holdSeconds: 900 }) },
  plugin: () => ({ service: (name) => services[name] }),
  log: { warn: () => undefined },
};

const works = {
  async expireOrders() {
    await expireOrders(strapi);
    return 'ended';
  },

  async restoreBalance() {
    await restoreBalance(strapi);
    return 'restored';
  },
  async workMoney() {
    // Its own: in the lane of another one it would wait until that has gone on.
    await createWorker({ strapi }).work();
    return 'worked';
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
