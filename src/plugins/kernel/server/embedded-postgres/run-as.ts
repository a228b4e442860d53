import { spawnSync, type SpawnOptions } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { EmbeddedPostgresError, hasCode } from './errors';

/** The system user PostgreSQL runs as, and how a program is started as that user. */
export interface Account {
  uid: number;
  gid: number;
  /** Turns a program and its arguments into what `spawn` needs. */
  command(program: string, args: string[]): { file: string; args: string[]; options: SpawnOptions };
}

const ENVIRONMENT = {
  PATH: '/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin',
  TZ: 'UTC',
  LC_ALL: 'C',
};

/**
 * Chooses who PostgreSQL runs as. An ordinary user runs it as himself. PostgreSQL refuses to run as
 * root, so root hands it to the owner of the data folder, else to `postgres`, else to `nobody`.
 *
 * That user may be unable to enter the folders above (a clone under /root, mode 0700). The server
 * is then started with the one Linux capability that looks past folder permissions, which is no
 * more than what root had anyway.
 *
 * @param owned  folders whose owner, where not root, is kept; the first that exists decides
 * @param initdb  the program that tries whether the installation can be run
 * @throws EmbeddedPostgresError where that user cannot reach the folders
 */
export function chooseAccount(owned: string[], folder: string, initdb: string): Account {
  const { getuid, getgid } = process;
  if (!getuid || !getgid) {
    throw new EmbeddedPostgresError(
      'The embedded PostgreSQL runs on Linux and macOS. Set DATABASE_URL, or use WSL on Windows.',
    );
  }
  const uid = getuid.call(process);
  if (uid !== 0) {
    return {
      uid,
      gid: getgid.call(process),
      command: (file, args) => ({ file, args, options: { cwd: '/', env: ENVIRONMENT } }),
    };
  }
  const user = ownerOf(owned) ?? systemUser('postgres') ?? systemUser('nobody');
  if (!user) {
    throw new EmbeddedPostgresError(
      'PostgreSQL does not run as root, and this machine has neither a user "postgres" nor "nobody". ' +
        'Run this as an ordinary user.',
    );
  }
  for (const account of waysToBecome(user)) {
    const { file, args, options } = account.command('/bin/sh', [
      '-c',
      'cd "$2" && "$1" --show --pgdata="$2"',
      'sh',
      initdb,
      folder,
    ]);
    if (spawnSync(file, args, { ...options, stdio: 'ignore' }).status === 0) return account;
  }
  throw new EmbeddedPostgresError(
    `PostgreSQL does not run as root, and the user with id ${user.uid} that it would run as cannot ` +
      `use ${folder} or ${initdb}. Open the folders above to that user (chmod o+x), ` +
      'or run this as an ordinary user.',
  );
}

interface User {
  uid: number;
  gid: number;
}

function waysToBecome({ uid, gid }: User): Account[] {
  const plain: Account = {
    uid,
    gid,
    command: (file, args) => ({ file, args, options: { cwd: '/', env: ENVIRONMENT, uid, gid } }),
  };
  const withCapability = (capability: string): Account => ({
    uid,
    gid,
    command: (file, args) => ({
      file: 'setpriv',
      args: [
        `--reuid=${uid}`,
        `--regid=${gid}`,
        '--clear-groups',
        // access(2), by which PostgreSQL looks for its programs, else ignores capabilities.
        '--securebits=+no_setuid_fixup',
        `--inh-caps=-all,+${capability}`,
        `--ambient-caps=-all,+${capability}`,
        '--',
        file,
        ...args,
      ],
      options: { cwd: '/', env: ENVIRONMENT },
    }),
  });
  // Containers keep the second capability where they drop the first.
  return [plain, withCapability('dac_read_search'), withCapability('dac_override')];
}

function ownerOf(folders: string[]): User | undefined {
  for (const folder of folders) {
    try {
      const { uid, gid } = statSync(folder);
      if (uid !== 0) return { uid, gid };
    } catch (error) {
      if (!hasCode(error, 'ENOENT')) throw error;
    }
  }
  return undefined;
}

function systemUser(name: string): User | undefined {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith(`${name}:`));
  if (!line) return undefined;
  const [, , uid, gid] = line.split(':');
  return { uid: Number(uid), gid: Number(gid) };
}
