// Gives a server that a test starts something to do for every event, by `preloading` (server-process.ts).
// What it does is kept in the table `effects`; what a test tells it to do it reads from there too.
const Module = require('node:module');
const { Pool } = require('pg');

const statement = (name, text) => ({ name, text });
const DONE = statement(
  'test.effect',
  'INSERT INTO effects (listener, event_id, subject) VALUES ($1, $2, $3)',
);

const load = Module._load;
Module._load = function loadOrAdd(request, ...others) {
  const loaded = load.call(this, request, ...others);
  if (request.endsWith('plugins/jobs/server/contract') && loaded.beginWork && !loaded.tested) {
    loaded.tested = true;
    const begin = loaded.beginWork;
    loaded.beginWork = async (strapi) => {
      await add(strapi, loaded);
      return begin(strapi);
    };
  }
  return loaded;
};

async function add(strapi, { listen, follow, defineJob, enqueue }) {
  const { databaseUrl } = strapi.config.get('duka');
  const own = new Pool({ connectionString: databaseUrl, max: 2, allowExitOnIdle: true });
  own.on('error', () => undefined);
  await own.query(
    `CREATE TABLE IF NOT EXISTS effects (
       listener text NOT NULL, event_id bigint, subject text, pid integer,
       at bigint GENERATED ALWAYS AS IDENTITY)`,
  );
  const handler = (name) => async (tx, event) => {
    if (event.payload.fails === name) {
      const { rows } = await own.query('SELECT FROM effects WHERE listener = $1', [
        `mended ${name}`,
      ]);
      if (rows.length === 0) throw new Error('as the test wants it');
    }
    if (event.payload.ends === name) {
      // Twice, and then no more.
      const { rows } = await own.query(
        `INSERT INTO effects (listener, event_id) SELECT 'ended', $1
          WHERE (SELECT count(*) FROM effects WHERE listener = 'ended' AND event_id = $1) < 2
         RETURNING 1`,
        [event.id],
      );
      if (rows.length > 0) process.kill(process.pid, 'SIGKILL');
    }
    await tx.query(DONE, [name, event.id, event.subject]);
    if (event.payload.job && (name === 'test.any' || name === 'test.ordered')) {
      await enqueue(
        tx,
        'test.job',
        { event: event.id, ...event.payload.job },
        { key: `${name}:${event.id}` },
      );
    }
  };
  listen(strapi, { name: 'test.any', events: 'all', attempts: 2, handle: handler('test.any') });
  listen(strapi, {
    name: 'test.ordered',
    events: ['product.updated', 'product.published'],
    inOrder: true,
    attempts: 2,
    handle: handler('test.ordered'),
  });
  listen(strapi, {
    name: 'test.passing',
    events: ['product.updated'],
    inOrder: true,
    passesDead: true,
    attempts: 2,
    handle: handler('test.passing'),
  });
  const alone = handler('test.together');
  listen(strapi, {
    name: 'test.together',
    events: ['product.updated'],
    attempts: 2,
    async handleAll(tx, events) {
      for (const event of events) await alone(tx, event);
    },
  });
  defineJob(strapi, {
    name: 'test.job',
    attempts: 3,
    async run({ event }) {
      await own.query(`INSERT INTO effects (listener, event_id) VALUES ('test.job', $1)`, [event]);
    },
  });
  follow(strapi, {
    name: 'test.follower',
    events: 'all',
    async handle(events) {
      for (const { id, subject } of events) {
        await own.query(
          `INSERT INTO effects (listener, event_id, subject, pid) VALUES ('test.follower', $1, $2, $3)`,
          [id, subject, process.pid],
        );
      }
    },
  });
}
