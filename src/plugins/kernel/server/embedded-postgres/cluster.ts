import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { userInfo } from 'node:os';
import { join, resolve } from 'node:path';
import { findBinaries, type Binaries } from './binaries';
import { EmbeddedPostgresError, hasCode } from './errors';
import { chooseAccount, type Account } from './run-as';

/** PostgreSQL's superuser in an embedded cluster, and the name of the shop's database. */
export const ROLE = 'duka';

/** A data folder that a server of this version can be started on. */
export interface Cluster {
  /** PostgreSQL's own data directory. */
  path: string;
  logFile: string;
  password: string;
  binaries: Binaries;
  account: Account;
}

/**
 * Opens the embedded cluster in `dataDir` and makes it where there is none.
 *
 * @throws EmbeddedPostgresError where the folder cannot be written, belongs to somebody else or
 *   holds the data of another major version
 */
export async function openCluster(dataDir: string, log: (line: string) => void): Promise<Cluster> {
  const root = resolve(dataDir);
  const path = join(root, 'postgres');
  const binaries = findBinaries();
  const password = withFolderErrors(root, () => {
    mkdirSync(root, { recursive: true });
    return keepPassword(root, existsSync(path));
  });
  const account = chooseAccount([path, root], root, binaries.initdb);
  const cluster = { path, logFile: join(root, 'postgres.log'), password, binaries, account };
  if (!existsSync(join(path, 'PG_VERSION'))) {
    log('Making the embedded PostgreSQL’s data folder');
    await initialise(root, cluster);
  }
  checkVersion(cluster);
  return cluster;
}

function checkVersion({ path, binaries }: Cluster): void {
  const major = Number(
    withFolderErrors(path, () => readFileSync(join(path, 'PG_VERSION'), 'utf8')),
  );
  if (major === binaries.major) return;
  throw new EmbeddedPostgresError(
    `The data in ${path} is PostgreSQL ${major}'s, and this version of Duka comes with PostgreSQL ` +
      `${binaries.major}. Nothing was changed. Either go back to the version of Duka that made it, ` +
      `or move the data over: run a PostgreSQL ${major} on that folder, pg_dump the database ` +
      `"${ROLE}" from it, set DUKA_DATA_DIR to a new folder and restore the dump there.`,
  );
}

/**
 * Runs initdb in a folder beside and renames it when it is whole, so that an interrupted one
 * leaves nothing that looks like a cluster. Of two processes that do it at once, one wins.
 */
async function initialise(root: string, { path, password, binaries, account }: Cluster) {
  const workshop = withFolderErrors(root, () => {
    removeDeadWorkshops(root);
    const made = mkdtempSync(join(root, `postgres.init-${process.pid}-`));
    chmodSync(made, 0o700);
    chownSync(made, account.uid, account.gid);
    return made;
  });
  try {
    const passwordFile = join(workshop, 'password');
    writeFileSync(passwordFile, password, { mode: 0o600 });
    chownSync(passwordFile, account.uid, account.gid);
    await runInitdb(account, binaries.initdb, [
      `--pgdata=${join(workshop, 'data')}`,
      `--username=${ROLE}`,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--locale=C',
    ]);
    renameSync(join(workshop, 'data'), path);
  } catch (error) {
    if (!hasCode(error, 'ENOTEMPTY', 'EEXIST')) throw error;
  } finally {
    rmSync(workshop, { recursive: true, force: true });
  }
}

function removeDeadWorkshops(root: string): void {
  for (const name of readdirSync(root)) {
    const pid = /^postgres\.init-(\d+)-/.exec(name)?.[1];
    if (pid && !isAlive(Number(pid))) rmSync(join(root, name), { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return !hasCode(error, 'ESRCH');
  }
}

function runInitdb(account: Account, program: string, programArgs: string[]): Promise<void> {
  const { file, args, options } = account.command(program, programArgs);
  return new Promise((done, fail) => {
    // A session of its own: Ctrl-C must not leave a half of it, we clean up after ourselves.
    const child = spawn(file, args, { ...options, detached: true, stdio: 'pipe' });
    let output = '';
    child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr?.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.on('error', fail);
    child.on('close', (code) => {
      if (code === 0) done();
      else fail(new EmbeddedPostgresError(`PostgreSQL's initdb failed.\n${output.trim()}`));
    });
  });
}

/** The cluster's password, made once. `link` lets one of two processes win, never half a file. */
function keepPassword(root: string, clusterExists: boolean): string {
  const file = join(root, 'postgres-password');
  if (!existsSync(file)) {
    if (clusterExists) {
      throw new EmbeddedPostgresError(
        `The file ${file}, which opens the data beside it, is missing. Put it back from a backup.`,
      );
    }
    const draft = `${file}.${process.pid}`;
    writeFileSync(draft, randomBytes(24).toString('hex'), { mode: 0o600 });
    try {
      linkSync(draft, file);
    } catch (error) {
      if (!hasCode(error, 'EEXIST')) throw error;
    } finally {
      rmSync(draft, { force: true });
    }
  }
  return readFileSync(file, 'utf8').trim();
}

function withFolderErrors<T>(folder: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!hasCode(error, 'EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST', 'ENOSPC')) throw error;
    throw new EmbeddedPostgresError(
      `The data folder ${folder} cannot be used by the user ${userInfo().username} ` +
        `(${error.code}). Give that user the folder, or set DUKA_DATA_DIR to another one.`,
      { cause: error },
    );
  }
}
