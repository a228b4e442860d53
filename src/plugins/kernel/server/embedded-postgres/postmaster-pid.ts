import { readFileSync, writeFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { hasCode } from './errors';

/** What the data folder's `postmaster.pid` says, checked against the processes that live. */
export type ServerState =
  | { kind: 'stopped' }
  /** A file without its server: `kill -9`, or a machine that went down. */
  | { kind: 'stale' }
  | { kind: 'changing'; pid: number }
  | { kind: 'ready'; pid: number; port: number };

// Lines of the file, as PostgreSQL's src/include/utils/pidfile.h numbers them, from 0.
const PID = 0;
const PORT = 3;
const STATUS = 7;

/** Reads the state of the server that owns the data folder `cluster`. */
export function readServerState(cluster: string): ServerState {
  const lines = readLines(cluster);
  if (!lines) return { kind: 'stopped' };
  const pid = Number(lines[PID]);
  if (!isPostgres(pid)) return { kind: 'stale' };
  const status = lines[STATUS]?.trim();
  return status === 'ready'
    ? { kind: 'ready', pid, port: Number(lines[PORT]) }
    : { kind: 'changing', pid };
}

/**
 * Takes a dead server's file over for the server that this process is about to start.
 *
 * PostgreSQL will not start while the process named in the file lives, and process ids are used
 * again: after a restart of the machine the number may be anybody's. It does ignore its own
 * parent, which is us. The file's other lines stay, because from them PostgreSQL checks that no
 * process of the dead server still holds the shared memory.
 */
export function adoptStaleFile(cluster: string): void {
  const lines = readLines(cluster);
  if (!lines) return;
  lines[PID] = String(process.pid);
  writeFileSync(join(cluster, 'postmaster.pid'), lines.join('\n'));
}

function readLines(cluster: string): string[] | undefined {
  try {
    return readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n');
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}

/** Whether a process of that id and PostgreSQL's name lives; a zombie does not. */
export function isPostgres(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    if (process.platform === 'linux') {
      const [, name, state] = /\((.*)\) (\S)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? [];
      return name === 'postgres' && state !== 'Z';
    }
    const [state, name] = execFileSync('ps', ['-o', 'state=,comm=', '-p', String(pid)], {
      encoding: 'utf8',
    })
      .trim()
      .split(/\s+/, 2);
    return name?.endsWith('postgres') === true && !state?.startsWith('Z');
  } catch {
    // No such process.
    return false;
  }
}
