import { spawn } from 'node:child_process';
import { chownSync, closeSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Cluster } from './cluster';
import { EmbeddedPostgresError, hasCode } from './errors';
import { adoptStaleFile, isPostgres, readServerState } from './postmaster-pid';

const START_ATTEMPTS = 5;
const POLL_MS = 20;
/** After a crash PostgreSQL replays its log before it is ready, which takes its time. */
const START_LIMIT_MS = 300_000;
const STOP_LIMIT_MS = 60_000;
const LOG_LIMIT_BYTES = 10 * 1024 * 1024;

/**
 * Starts a server on the cluster, detached: in its own session, so that Ctrl-C in the terminal
 * reaches it only when we pass it on. Returns when a server is ready, ours or somebody else's
 * who was quicker.
 *
 * @throws EmbeddedPostgresError with PostgreSQL's own words where it does not start
 */
export async function startServer(cluster: Cluster): Promise<void> {
  let words = '';
  for (let attempt = 0; attempt < START_ATTEMPTS; attempt += 1) {
    const outcome = await tryToStart(cluster);
    if (outcome.kind === 'ready') return;
    words = outcome.log;
    // A free port may be taken by another in the meantime, the dead server's last processes may
    // still hold its memory, another process may be starting the same server: all pass.
    await sleep(200 * (attempt + 1));
    if (readServerState(cluster.path).kind === 'ready') return;
  }
  throw new EmbeddedPostgresError(`The embedded PostgreSQL does not start. It said:\n${words}`);
}

async function tryToStart(
  cluster: Cluster,
): Promise<{ kind: 'ready' } | { kind: 'failed'; log: string }> {
  if (readServerState(cluster.path).kind === 'stale') adoptStaleFile(cluster.path);
  const log = openLog(cluster);
  const logStart = statSync(cluster.logFile).size;
  const { file, args, options } = cluster.account.command(
    cluster.binaries.postgres,
    serverArguments(cluster.path, await freePort()),
  );
  const child = spawn(file, args, { ...options, detached: true, stdio: ['ignore', log, log] });
  closeSync(log);
  let ended = false;
  child.on('error', () => (ended = true));
  child.on('exit', () => (ended = true));
  child.unref();

  const deadline = performance.now() + START_LIMIT_MS;
  while (!ended && performance.now() < deadline) {
    const state = readServerState(cluster.path);
    if (state.kind === 'ready' && state.pid === child.pid) return { kind: 'ready' };
    await sleep(POLL_MS);
  }
  child.kill('SIGQUIT');
  return {
    kind: 'failed',
    log: readFileSync(cluster.logFile).subarray(logStart).toString('utf8').trim(),
  };
}

function serverArguments(path: string, port: number): string[] {
  const settings = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    // A socket's path may be 107 bytes long, which a deep data folder exceeds.
    unix_socket_directories: '',
    // Servers, workers and commands share it; one that nobody uses costs some kilobytes.
    max_connections: '800',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_checkpoints: 'off',
  };
  return [
    '-D',
    path,
    ...Object.entries(settings).flatMap(([key, value]) => ['-c', `${key}=${value}`]),
  ];
}

function openLog({ logFile, account }: Cluster): number {
  try {
    if (statSync(logFile).size > LOG_LIMIT_BYTES) renameSync(logFile, `${logFile}.1`);
  } catch (error) {
    if (!hasCode(error, 'ENOENT')) throw error;
  }
  const log = openSync(logFile, 'a', 0o600);
  if (process.getuid?.() === 0) chownSync(logFile, account.uid, account.gid);
  return log;
}

function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const probe = createServer();
    probe.on('error', fail);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => {
        if (address && typeof address === 'object') done(address.port);
        else fail(new Error('No port on 127.0.0.1'));
      });
    });
  });
}

/** Stops the server: open connections are ended, what was committed is on the disk. */
export async function stopServer(cluster: Cluster): Promise<void> {
  // PostgreSQL's names for these: SIGINT is its fast shutdown, SIGQUIT its immediate one.
  for (const signal of ['SIGINT', 'SIGQUIT'] as const) {
    const state = readServerState(cluster.path);
    if (state.kind === 'stopped' || state.kind === 'stale') return;
    process.kill(state.pid, signal);
    const deadline = performance.now() + STOP_LIMIT_MS;
    while (performance.now() < deadline) {
      // It deletes its file a moment before it is gone itself.
      if (!isPostgres(state.pid)) return;
      await sleep(POLL_MS);
    }
  }
}
