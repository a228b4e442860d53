import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ROOT } from '../support/paths';
import { isAlive, newFolder, removeFolder, serverPid } from './folders';

// Each of these starts a shop from nothing, some of them twice.
jest.setTimeout(180_000);

describe('The commands', () => {
  let folder: string;
  let children: ChildProcess[];

  beforeEach(() => {
    folder = newFolder();
    children = [];
  });

  afterEach(() => {
    for (const child of children) child.kill('SIGKILL');
    removeFolder(folder);
  });

  /** Runs a command as npm would, on a data folder of its own. */
  function start(args: string[], env: Record<string, string> = {}) {
    const child = spawn(process.execPath, [join(ROOT, 'scripts/run.mjs'), ...args], {
      cwd: ROOT,
      env: {
        PATH: process.env.PATH,
        HOST: '127.0.0.1',
        PORT: '0',
        DUKA_DATA_DIR: folder,
        DUKA_SERVE_ADMIN: 'off',
        STRAPI_TELEMETRY_DISABLED: 'true',
        ...env,
      },
    });
    children.push(child);
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
    const ended = once(child, 'exit').then(([status]) => status as number | null);
    return {
      child,
      ended,
      output: () => output,
      async says(words: string) {
        while (!output.includes(words)) {
          if (child.exitCode !== null || child.signalCode !== null) throw new Error(output);
          await sleep(50);
        }
      },
    };
  }

  it('demo leaves no process behind after Ctrl-C', async () => {
    const demo = start(['demo']);
    await demo.says('Duka is running');
    const pid = serverPid(folder) ?? 0;
    expect(isAlive(pid)).toBe(true);
    demo.child.kill('SIGINT');
    expect(await demo.ended).toBe(0);
    expect(isAlive(pid)).toBe(false);
  });

  it('ends with status 1 and a sentence when its PostgreSQL dies', async () => {
    const shop = start(['start']);
    await shop.says('Strapi started successfully');
    process.kill(serverPid(folder) ?? 0, 'SIGKILL');
    expect(await shop.ended).toBe(1);
    expect(shop.output()).toContain('The embedded PostgreSQL has stopped by itself');
  });

  it('names PORT when the port is taken, before any work', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const demo = start(['demo'], { PORT: String(port) });
    expect(await demo.ended).toBe(1);
    expect(demo.output()).toContain(`Port ${port} is taken. Set PORT to a free one`);
    expect(existsSync(join(folder, 'postgres'))).toBe(false);
    other.close();
  });

  it('names each missing secret where the database is not the embedded one', async () => {
    const shop = start(['start'], { DATABASE_URL: 'postgresql://nobody@127.0.0.1:1/none' });
    expect(await shop.ended).toBe(1);
    expect(shop.output()).toContain('JWT_SECRET is missing');
    expect(shop.output()).not.toMatch(/^\s+at /m);
  });

  it('backs up beside a running shop, and restores only when it has stopped', async () => {
    const file = join(folder, 'kept.tar.gz');
    const shop = start(['start']);
    await shop.says('Strapi started successfully');
    const pid = serverPid(folder) ?? 0;
    expect(await start(['backup', file]).ended).toBe(0);
    const early = start(['restore', file, '--yes']);
    expect(await early.ended).toBe(1);
    expect(early.output()).toContain('Stop it first');
    shop.child.kill('SIGTERM');
    expect(await shop.ended).toBe(0);
    expect(isAlive(pid)).toBe(false);

    rmSync(join(folder, 'postgres'), { recursive: true });
    const back = start(['restore', file, '--yes']);
    expect({ status: await back.ended, said: back.output() }).toMatchObject({ status: 0 });
    const restored = start(['start']);
    await restored.says('Strapi started successfully');
    restored.child.kill('SIGTERM');
    expect(await restored.ended).toBe(0);
  });
});
