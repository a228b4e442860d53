import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { TEST_DATA } from '../support/paths';

/** A data folder of one test, in a path with spaces. */
export function newFolder(): string {
  mkdirSync(join(TEST_DATA, 'with a space'), { recursive: true });
  return mkdtempSync(join(TEST_DATA, 'with a space', 'data '));
}

/** Ends the server of a data folder, should a failed test have left one, and deletes the folder. */
export function removeFolder(folder: string): void {
  const pid = serverPid(folder);
  if (pid && isAlive(pid)) process.kill(pid, 'SIGQUIT');
  rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
}

/** Process id of the PostgreSQL that owns the data folder. */
export function serverPid(folder: string): number | undefined {
  const file = join(folder, 'postgres/postmaster.pid');
  return existsSync(file) ? Number(readFileSync(file, 'utf8').split('\n')[0]) : undefined;
}

/** Whether a process lives; one that has ended and waits for its parent's notice does not. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z');
  } catch (error) {
    // Without /proc (macOS) the signal has already told.
    return existsSync('/proc')
      ? false
      : !(error instanceof Error && error.message.includes('ESRCH'));
  }
}
