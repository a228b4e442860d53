/**
 * A PostgreSQL of one test's own, which may be killed: `node cluster-process.js FOLDER PORT`. Unlike the
 * shop's embedded one it comes back on its port, as a database server does. It goes when its test goes.
 */
const { spawn } = require('node:child_process');
const { once } = require('node:events');
const { setTimeout: sleep } = require('node:timers/promises');
const { join } = require('node:path');

const EMBEDDED = join(__dirname, '../../dist/src/plugins/kernel/server/embedded-postgres');
const { openCluster, ROLE } = require(join(EMBEDDED, 'cluster'));
const { readServerState } = require(join(EMBEDDED, 'postmaster-pid'));

const [folder, port] = process.argv.slice(2);
let cluster;
let server;

const isUp = (child) => child !== undefined && child.exitCode === null && child.signalCode === null;

async function start() {
  cluster ??= await openCluster(folder, () => undefined);
  const settings = {
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: '',
    max_connections: '300',
    timezone: 'UTC',
    // The machine itself does not die here.
    fsync: 'off',
  };
  const args = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const postgres = cluster.account.command(cluster.binaries.postgres, [
    '-D',
    cluster.path,
    ...args,
  ]);
  for (;;) {
    server = spawn(postgres.file, postgres.args, { ...postgres.options, stdio: 'ignore' });
    while (isUp(server)) {
      const state = readServerState(cluster.path);
      if (state.kind === 'ready' && state.pid === server.pid) {
        return `postgresql://${ROLE}:${cluster.password}@127.0.0.1:${port}/postgres`;
      }
      await sleep(20);
    }
    // The last processes of the one that was killed still hold its memory.
    await sleep(100);
  }
}

async function end(signal) {
  if (!isUp(server)) return;
  const ended = once(server, 'exit');
  server.kill(signal);
  await ended;
}

const orders = { start, kill: () => end('SIGKILL') };

process.on('message', (order) => {
  orders[order]().then(
    (url) => process.send({ url }),
    (error) => process.send({ error: error.message }),
  );
});
process.on('disconnect', () => void end('SIGQUIT').then(() => process.exit(0)));
