/**
 * Loaded before the program of each process that a test starts. It lets the test hold the program up,
 * or end it as `kill -9` does, before a statement: `orders.insert` is the next time that statement
 * comes by, `orders.insert#2` the time after that. See `Steps` in steps.ts for the other end.
 */
const { subscribe } = require('node:diagnostics_channel');
const { Client } = require('pg');

/** Stops that wait for their step: how often it still passes, and what happens then. */
let armed = [];
/** How to let go of each stop that has not been let go of, by its number. */
const releases = new Map();
let recorded;

/** What a server asks by itself, also while nobody calls: no step of any call. */
const UNASKED = new Set(['jobs.read_news']);

function arm(point, happen) {
  const [name, turn = '1'] = point.split('#');
  const stop = { name, left: Number(turn), happen };
  armed.push(stop);
  return stop;
}

const disarm = (stop) => (armed = armed.filter((other) => other !== stop));

const kill = () => process.kill(process.pid, 'SIGKILL');

function pass(step) {
  if (!UNASKED.has(step.name)) recorded?.push(step.name);
  for (const stop of armed.filter(({ name }) => name === step.name)) {
    stop.left -= 1;
    if (stop.left > 0) continue;
    disarm(stop);
    stop.happen(step);
    return;
  }
}

subscribe('duka.step', pass);

/** What Strapi itself writes is a step too: `strapi.update products`, `strapi.commit`. */
const query = Client.prototype.query;
Client.prototype.query = function (config, ...rest) {
  const written = /^(insert into|update|delete from) "(\w+)"|^(commit);/i.exec(
    config.text ?? config,
  );
  if (written === null) return query.call(this, config, ...rest);
  const [, write, table, commit] = written;
  const step = { name: `strapi.${commit ? 'commit' : `${write} ${table}`}`.toLowerCase() };
  pass(step);
  if (step.until === undefined) return query.call(this, config, ...rest);
  // Strapi asks with a callback, so nothing waits for what is returned.
  void step.until.then(() => query.call(this, config, ...rest));
};

if (process.env.DUKA_TEST_KILL_AT) arm(process.env.DUKA_TEST_KILL_AT, kill);

const orders = {
  record() {
    recorded = [];
  },
  recorded() {
    const names = recorded;
    recorded = undefined;
    return names;
  },
  stop({ id, point }) {
    const stop = arm(point, (step) => {
      step.until = new Promise((go) => releases.set(id, go));
      process.send({ standing: id });
    });
    releases.set(id, () => disarm(stop));
  },
  go({ id }) {
    releases.get(id)();
    releases.delete(id);
  },
};

if (process.send) {
  process.on('message', ({ order, turn, ...details }) => {
    if (order !== undefined) process.send({ done: turn, result: orders[order](details) });
  });
  // A server whose test is gone must not stay.
  process.on('disconnect', kill);
}
