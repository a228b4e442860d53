import { basename, join } from 'node:path';
import { adminTokenOf, apiTokenOf } from './administrator';
import { createDatabase, type TestDatabase } from './database';
import { LOGS } from './paths';
import { ServerProcess } from './server-process';
import type { Steps } from './steps';

export interface ShopOptions {
  /** Settings of its servers beyond the tests' own. */
  env?: Record<string, string>;
}

/**
 * For `env`: the servers work events, jobs and schedules themselves, as a shop's do unless told. Without
 * it they leave them alone, for most tests are about calls and their answers.
 */
export const WORKING = { DUKA_WORKER: 'inline' };

let servers = 0;

/** A shop of a test's own: a fresh database and a server process on it. */
export class TestShop {
  private readonly others: ServerProcess[] = [];
  private adminSession: Promise<string> | undefined;
  private token: Promise<string> | undefined;

  constructor(
    readonly database: TestDatabase,
    private server: ServerProcess,
    private readonly options: ShopOptions,
  ) {}

  /** Address of the server, without a slash at the end. It changes with every restart. */
  get url(): string {
    return this.server.url;
  }

  /** The server's statements, at which it can be held up. */
  get steps(): Steps {
    return this.server.steps;
  }

  get pid(): number {
    return this.server.pid;
  }

  /** Runs a statement on the shop's database and gives its rows. */
  get sql(): TestDatabase['sql'] {
    return this.database.sql;
  }

  /** The administrator's session, for `Authorization: Bearer`. */
  adminToken(): Promise<string> {
    return (this.adminSession ??= adminTokenOf(this.url));
  }

  /** An API token with full access. */
  apiToken(): Promise<string> {
    return (this.token ??= this.adminToken().then((admin) => apiTokenOf(this.url, admin)));
  }

  /** One more server on the same database, as behind a balancer. Ends with the shop. */
  async secondServer(env: Record<string, string> = {}): Promise<ServerProcess> {
    const server = await startServer(this.database.url, { ...this.options.env, ...env });
    this.others.push(server);
    return server;
  }

  /** Sends the server a signal and waits until it is gone. */
  kill(signal: NodeJS.Signals = 'SIGKILL'): ReturnType<ServerProcess['ended']> {
    return this.server.kill(signal);
  }

  /** Waits until the server is gone by its own doing, as after DUKA_TEST_KILL_AT. */
  ended(): ReturnType<ServerProcess['ended']> {
    return this.server.ended();
  }

  /** Starts the server anew on the same database, with other settings where given. */
  async restart({ env = this.options.env }: ShopOptions = {}): Promise<void> {
    await this.server.kill('SIGTERM');
    this.server = await startServer(this.database.url, env);
  }

  /** Ends all servers and drops the database. */
  async stop(): Promise<void> {
    await Promise.all([this.server, ...this.others].map((server) => server.kill('SIGTERM')));
    await this.database.drop();
  }
}

/**
 * Makes a shop for this test file; `stop()` it in `afterAll`.
 *
 * @param database where somebody must know it before the server does
 */
export async function createShop(
  options: ShopOptions = {},
  database?: TestDatabase,
): Promise<TestShop> {
  database ??= await createDatabase('shop');
  return new TestShop(database, await startServer(database.url, options.env), options);
}

function startServer(
  databaseUrl: string,
  env: Record<string, string> = {},
): Promise<ServerProcess> {
  const file = basename(expect.getState().testPath ?? 'unknown');
  servers += 1;
  return ServerProcess.start({ databaseUrl, env, logFile: join(LOGS, `${file}.${servers}.log`) });
}
