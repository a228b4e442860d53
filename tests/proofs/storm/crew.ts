import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { registerAdministrator } from '../../support/administrator';
import { TestCluster } from '../../support/cluster';
import { LOGS } from '../../support/paths';
import { TestRedis } from '../../support/redis';
import { launch, ServerProcess } from '../../support/server-process';
import { TestShop } from '../../support/shop';
import type { Random } from '../walk/random';

const WORKERS = 2;
const LOG = join(LOGS, 'storm.test.ts');

/** A server that leaves the work to others, its workers, who relay too, and what they need. */
export class Crew {
  private readonly workers: ChildProcess[] = [];
  private redis: TestRedis | undefined;
  /** What the server was started with. */
  private redisOfServer: string | undefined;
  private isOff = true;

  private constructor(
    readonly shop: TestShop,
    private readonly cluster: TestCluster,
    private readonly env: Record<string, string>,
  ) {}

  /**
   * Opens a new shop in a cluster of its own; `stop()` it in `afterAll`.
   *
   * @param env with a PORT, so that its address stays
   */
  static async open(env: Record<string, string>): Promise<Crew> {
    const cluster = await TestCluster.start();
    const { database } = cluster;
    const options = { env: { ...env, DUKA_WORKER: 'off' } };
    const server = await ServerProcess.start({
      databaseUrl: database.url,
      logFile: `${LOG}.first.log`,
      env: options.env,
    });
    await registerAdministrator(server.url);
    return new Crew(new TestShop(database, server, options), cluster, env);
  }

  /** Begins to work, with a Redis or without. */
  async begin({ withRedis }: { withRedis: boolean }): Promise<void> {
    this.redis = withRedis ? await TestRedis.start() : undefined;
    this.isOff = false;
    for (let place = 0; place < WORKERS; place += 1) this.hire(place);
    if (this.redisOfServer !== this.redis?.url) await this.startServer();
  }

  /** Ends workers and Redis; the server stays. */
  async rest(): Promise<void> {
    this.isOff = true;
    await Promise.all(this.workers.splice(0).map((worker) => end(worker)));
    await this.redis?.kill();
    this.redis = undefined;
  }

  async stop(): Promise<void> {
    await this.rest();
    await this.shop.stop();
    await this.cluster.stop();
  }

  /**
   * Kills each of them in turn and all of them together, and brings them back, in any order, until it is
   * over; each once at least.
   */
  async storm(random: Random, isOver: () => boolean): Promise<string[]> {
    const killed: string[] = [];
    const kills: Record<string, () => Promise<void>> = {
      ...Object.fromEntries(
        Array.from({ length: WORKERS }, (_, place) => [
          `worker ${place + 1}`,
          () => end(this.workers[place]),
        ]),
      ),
      PostgreSQL: async () => {
        await this.cluster.kill();
        await sleep(random.between(0, 500));
        await this.cluster.restart();
      },
      server: async () => {
        await this.shop.kill('SIGKILL');
        await this.startServer();
      },
    };
    const { redis } = this;
    kills['all of them at once'] = async () => {
      await Promise.all([
        this.cluster.kill(),
        redis?.kill(),
        this.shop.kill('SIGKILL'),
        ...this.workers.map(end),
      ]);
      await Promise.all([this.cluster.restart(), redis?.restart()]);
      await this.startServer();
    };
    if (redis !== undefined) {
      kills.Redis = async () => {
        await redis.kill();
        await sleep(random.between(0, 500));
        await redis.restart();
      };
    }
    do {
      for (const left = Object.keys(kills); left.length > 0;) {
        const name = random.pick(left);
        left.splice(left.indexOf(name), 1);
        await sleep(random.between(500, 3_000));
        killed.push(name);
        await kills[name]?.();
      }
    } while (!isOver());
    return killed;
  }

  private startServer(): Promise<void> {
    this.redisOfServer = this.redis?.url;
    return this.shop.restart({ env: { ...this.env, ...this.redisEnv(), DUKA_WORKER: 'off' } });
  }

  /** Starts a worker, and another whenever it ends, as whoever runs the shop does. */
  private hire(place: number): void {
    if (this.isOff) return;
    const worker = launch('worker', [], {
      databaseUrl: this.shop.database.url,
      logFile: `${LOG}.worker${place + 1}.log`,
      env: { ...this.env, ...this.redisEnv() },
    });
    this.workers[place] = worker;
    worker.once('exit', () => this.hire(place));
  }

  private redisEnv(): Record<string, string> {
    return this.redis === undefined ? {} : { REDIS_URL: this.redis.url };
  }
}

async function end(child: ChildProcess | undefined): Promise<void> {
  if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}
