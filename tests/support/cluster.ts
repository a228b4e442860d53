import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { databaseUrl, openDatabase, runOnce, type TestDatabase } from './database';
import { freePort } from './free-port';
import { TEST_DATA } from './paths';

const DATABASE = 'shop';

/** A PostgreSQL of a test's own that may be killed, which that of the run must not be. */
export class TestCluster {
  private constructor(
    private readonly holder: ChildProcess,
    private readonly folder: string,
    /** An empty database in it. */
    readonly database: TestDatabase,
  ) {}

  /**
   * Starts one; `stop()` it in `afterAll`.
   *
   * @param elsewhere an empty folder for the database, such as one on another disk
   */
  static async start(elsewhere?: string): Promise<TestCluster> {
    mkdirSync(TEST_DATA, { recursive: true });
    const folder = mkdtempSync(join(TEST_DATA, 'cluster-'));
    const script = join(__dirname, 'cluster-process.js');
    const holder = fork(script, [folder, String(await freePort())]);
    const server = await tell(holder, 'start');
    if (elsewhere === undefined) await runOnce(server, `CREATE DATABASE ${DATABASE}`);
    else await createElsewhere(server, elsewhere);
    return new TestCluster(holder, folder, openDatabase(databaseUrl(server, DATABASE)));
  }

  /** Ends it by `kill -9`, with all connections. */
  async kill(): Promise<void> {
    await tell(this.holder, 'kill');
  }

  /** Starts it where it was killed, on the same port, and waits until it takes connections. */
  async restart(): Promise<void> {
    await tell(this.holder, 'start');
  }

  /** Ends it and deletes all of it. */
  async stop(): Promise<void> {
    const ended = once(this.holder, 'exit');
    this.holder.disconnect();
    await ended;
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }
}

async function createElsewhere(server: string, folder: string): Promise<void> {
  const [shown] = await runOnce(server, 'SHOW data_directory');
  const { uid, gid } = statSync(String(shown?.data_directory));
  chownSync(folder, uid, gid);
  await runOnce(server, `CREATE TABLESPACE elsewhere LOCATION '${folder}'`);
  await runOnce(server, `CREATE DATABASE ${DATABASE} TABLESPACE elsewhere`);
}

async function tell(holder: ChildProcess, order: 'start' | 'kill'): Promise<string> {
  holder.send(order);
  const [answer] = (await once(holder, 'message')) as [{ url: string } | { error: string }];
  if ('error' in answer) throw new Error(answer.error);
  return answer.url;
}
