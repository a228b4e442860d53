import {
  chmodSync,
  chownSync,
  existsSync,
  lchownSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { Client } from 'pg';
import { acquirePostgres } from './acquire';
import { findBinaries } from './binaries';
import { EmbeddedPostgresError } from './errors';
import { readServerState } from './postmaster-pid';
import { chooseAccount } from './run-as';

/** Name of the archive that PostgreSQL writes. */
export const BASE_ARCHIVE = 'base.tar';

/** Major version of the embedded PostgreSQL of this installation. */
export function embeddedMajor(): number {
  return findBinaries().major;
}

/**
 * Has PostgreSQL write a consistent copy of all its data, with the part of its log that makes it
 * whole, as `base.tar` into a new folder. Shops may go on selling meanwhile.
 *
 * @param url  connection string of the embedded PostgreSQL in `dataDir`
 * @param folder  is made here, inside a folder that exists
 */
export async function backUpCluster(url: string, dataDir: string, folder: string): Promise<void> {
  const account = chooseAccount(
    [join(resolve(dataDir), 'postgres')],
    dataDir,
    findBinaries().initdb,
  );
  mkdirSync(folder, { mode: 0o700 });
  chownSync(folder, account.uid, account.gid);
  // `replication` speaks PostgreSQL's backup protocol; pg's types do not know the setting.
  const settings = { connectionString: url, replication: 'true' };
  const client = new Client(settings);
  await client.connect();
  try {
    await client.query(
      `BASE_BACKUP (TARGET 'server', TARGET_DETAIL '${folder.replaceAll("'", "''")}', WAL true, CHECKPOINT 'fast', LABEL 'duka')`,
    );
  } finally {
    await client.end();
  }
}

/** Whether a server runs on the data in `dataDir`. */
export function isRunning(dataDir: string): boolean {
  const { kind } = readServerState(join(resolve(dataDir), 'postgres'));
  return kind === 'ready' || kind === 'changing';
}

/**
 * Puts other data in the place of the embedded PostgreSQL's, starts it once to see that it is
 * whole, and only then deletes the old data; else the old data comes back.
 *
 * @param source  folder on the same file system that holds `postgres/`, `postgres-password` and
 *   whatever else of the data folder is exchanged with them
 * @throws EmbeddedPostgresError where a server runs on the old data, or the new does not start
 */
export async function replaceCluster(
  dataDir: string,
  source: string,
  log: (line: string) => void,
): Promise<void> {
  const root = resolve(dataDir);
  if (isRunning(root)) {
    throw new EmbeddedPostgresError(
      'A shop runs on the data that would be replaced. Stop it first.',
    );
  }
  const aside = join(root, 'before-restore');
  if (existsSync(aside)) {
    throw new EmbeddedPostgresError(
      `An earlier restore was interrupted; what was there before it is in ${aside}. ` +
        `Move it back into ${root}, or delete it, and try again.`,
    );
  }
  handOver(join(source, 'postgres'), root);
  const names = readdirSync(source);
  mkdirSync(aside, { mode: 0o711 });
  move(names, root, aside);
  move(names, source, root);
  try {
    const lease = await acquirePostgres({ dataDir: root, log });
    await lease.release();
  } catch (error) {
    move(names, root, source);
    move(names, aside, root);
    throw error;
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
}

function move(names: string[], from: string, to: string): void {
  for (const name of names) {
    if (existsSync(join(from, name))) renameSync(join(from, name), join(to, name));
  }
}

/** Gives unpacked data to the user that PostgreSQL runs as; it insists on that and on 0700. */
function handOver(cluster: string, dataDir: string): void {
  const { uid, gid } = chooseAccount(
    [join(dataDir, 'postgres'), dataDir],
    dataDir,
    findBinaries().initdb,
  );
  for (const name of readdirSync(cluster, { recursive: true, encoding: 'utf8' })) {
    lchownSync(join(cluster, name), uid, gid);
  }
  chownSync(cluster, uid, gid);
  chmodSync(cluster, 0o700);
}
