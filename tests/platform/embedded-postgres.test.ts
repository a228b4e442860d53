import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runOnce } from '../support/database';
import { until } from '../support/until';
import { isAlive, newFolder, removeFolder, serverPid } from './folders';

type Word = { url: string } | { refused: string } | { lost: string };

describe('The embedded PostgreSQL', () => {
  let folder: string;
  let users: ChildProcess[];

  beforeEach(() => {
    folder = newFolder();
    users = [];
  });

  afterEach(() => {
    for (const user of users) user.kill('SIGKILL');
    removeFolder(folder);
  });

  function use(): ChildProcess {
    const user = fork(join(__dirname, 'lease.js'), [folder]);
    users.push(user);
    return user;
  }

  async function word(user: ChildProcess): Promise<Word> {
    const [message] = (await once(user, 'message')) as [Word];
    return message;
  }

  async function url(user: ChildProcess): Promise<string> {
    const said = await word(user);
    if ('url' in said) return said.url;
    throw new Error(JSON.stringify(said));
  }

  async function release(user: ChildProcess): Promise<void> {
    const ended = once(user, 'exit');
    user.send('release');
    await ended;
  }

  it('starts in UTC with a password that only its owner reads, and stops with its last user', async () => {
    const user = use();
    const address = await url(user);
    expect(await runOnce(address, 'SHOW timezone')).toEqual([{ TimeZone: 'UTC' }]);
    expect(statSync(join(folder, 'postgres-password')).mode & 0o077).toBe(0);
    await expect(runOnce(address.replace(/:[^:@]+@/, ':wrong@'), 'SELECT 1')).rejects.toThrow(
      'password authentication failed',
    );
    const pid = serverPid(folder) ?? 0;
    await release(user);
    expect(isAlive(pid)).toBe(false);
  });

  it('is shared by its users, and only the last one stops it', async () => {
    const [first, second] = [use(), use()];
    expect(await Promise.all([url(first), url(second)]).then(([a, b]) => a === b)).toBe(true);
    const pid = serverPid(folder) ?? 0;
    await release(first);
    expect(isAlive(pid)).toBe(true);
    await release(second);
    expect(isAlive(pid)).toBe(false);
  });

  it('serves whoever arrives while the last one leaves', async () => {
    const early = use();
    await url(early);
    const [late] = [use(), release(early)];
    expect(await runOnce(await url(late), 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await release(late);
  });

  it('is joined again after its user was killed', async () => {
    const killed = use();
    const address = await url(killed);
    const pid = serverPid(folder) ?? 0;
    killed.kill('SIGKILL');
    await once(killed, 'exit');
    const next = use();
    expect(await url(next)).toBe(address);
    expect(serverPid(folder)).toBe(pid);
    await release(next);
    expect(isAlive(pid)).toBe(false);
  });

  it('tells its user when it dies, and comes back with what was committed', async () => {
    const user = use();
    const address = await url(user);
    await runOnce(address, 'CREATE TABLE kept AS SELECT 7 AS seven');
    const lost = word(user);
    process.kill(serverPid(folder) ?? 0, 'SIGKILL');
    expect(await lost).toEqual({
      lost: expect.stringContaining('has stopped by itself') as string,
    });
    const next = use();
    expect(await runOnce(await url(next), 'SELECT * FROM kept')).toEqual([{ seven: 7 }]);
  });

  it('starts although the dead server’s process id is somebody else’s now', async () => {
    const first = use();
    await url(first);
    first.kill('SIGKILL');
    const pid = serverPid(folder) ?? 0;
    process.kill(pid, 'SIGKILL');
    await until(() => !isAlive(pid), 'the end of the server');
    const file = join(folder, 'postgres/postmaster.pid');
    const lines = readFileSync(file, 'utf8').split('\n');
    writeFileSync(file, [process.ppid, ...lines.slice(1)].join('\n'));
    const next = use();
    expect(await runOnce(await url(next), 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('refuses the data of another major version and changes nothing', async () => {
    const user = use();
    await url(user);
    await release(user);
    const version = join(folder, 'postgres/PG_VERSION');
    writeFileSync(version, '15\n');
    const said = await word(use());
    expect(said).toEqual({ refused: expect.stringMatching(/PostgreSQL 15's.*pg_dump/) as string });
    expect(readFileSync(version, 'utf8')).toBe('15\n');
  });

  it('makes the data folder anew after a first start that was killed halfway', async () => {
    const half = join(folder, 'postgres.init-999999999-abc');
    mkdirSync(join(half, 'data'), { recursive: true });
    const user = use();
    await url(user);
    expect(() => statSync(half)).toThrow('ENOENT');
    await release(user);
  });

  it('says which folder it cannot use', async () => {
    removeFolder(folder);
    writeFileSync(folder, 'a file where the folder should be');
    expect(await word(use())).toEqual({
      refused: expect.stringContaining('set DUKA_DATA_DIR to another one') as string,
    });
  });
});
