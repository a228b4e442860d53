import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ROOT, TEST_DATA } from './paths';
import { Steps } from './steps';

/** What lets a test stop a process between two statements. */
export const STEPS = join(__dirname, 'preloaded-steps.js');
const CLOCK = join(__dirname, 'preloaded-clock.js');

export const APP_KEYS = ['of-the-tests-key-one', 'of-the-tests-key-two'];

const SECRETS = {
  APP_KEYS: APP_KEYS.join(),
  API_TOKEN_SALT: 'of-the-tests-api-token-salt',
  ADMIN_JWT_SECRET: 'of-the-tests-admin-jwt-secret',
  TRANSFER_TOKEN_SALT: 'of-the-tests-transfer-salt',
  JWT_SECRET: 'of-the-tests-jwt-secret',
  ENCRYPTION_KEY: 'of-the-tests-encryption-key',
};

export interface ServerOptions {
  databaseUrl: string;
  logFile: string;
  /** Settings beyond the tests' own, such as DUKA_TEST_KILL_AT (preloaded-steps.js). */
  env?: Record<string, string>;
}

/** The setting that has a file of the tests loaded before a server's program, spaces in its path or not. */
export function preloading(file: string): { NODE_OPTIONS: string } {
  return { NODE_OPTIONS: `--require ${JSON.stringify(file)}` };
}

/** Starts a compiled command of scripts/ on a test's database. */
export function launch(
  script: string,
  args: string[],
  { databaseUrl, logFile, env }: ServerOptions,
): ChildProcess {
  mkdirSync(dirname(logFile), { recursive: true });
  const log = openSync(logFile, 'a');
  const child = fork(join(ROOT, `dist/scripts/${script}.js`), args, {
    cwd: ROOT,
    execArgv: ['--require', CLOCK, '--require', STEPS],
    stdio: ['ignore', log, log, 'ipc'],
    env: {
      PATH: process.env.PATH,
      NODE_ENV: 'test',
      TZ: 'UTC',
      HOST: '127.0.0.1',
      PORT: '0',
      DATABASE_URL: databaseUrl,
      DUKA_DATA_DIR: join(TEST_DATA, 'data'),
      DUKA_SERVE_ADMIN: 'off',
      DUKA_RATE_LIMITS: 'off',
      DUKA_WORKER: 'off',
      STRAPI_TELEMETRY_DISABLED: 'true',
      ...SECRETS,
      ...env,
    },
  });
  closeSync(log);
  return child;
}

/** A compiled server in a process of its own. */
export class ServerProcess {
  /** Its statements, at which it can be held up. */
  readonly steps: Steps;

  private constructor(
    private readonly child: ChildProcess,
    /** Its address, without a slash at the end. */
    readonly url: string,
  ) {
    this.steps = new Steps(child);
  }

  /** Starts a server and waits until it listens. Throws with its last words where it does not. */
  static async start(options: ServerOptions): Promise<ServerProcess> {
    const child = launch('start', [], options);
    return new Promise((done, fail) => {
      child.once('error', fail);
      child.once('exit', (code, signal) =>
        fail(
          new Error(
            `The server ended before it listened (${signal ?? `status ${code}`}):\n` +
              readFileSync(options.logFile, 'utf8').slice(-4000),
          ),
        ),
      );
      child.on('message', (message) => {
        if (!isListening(message)) return;
        child.removeAllListeners('exit');
        done(new ServerProcess(child, `http://127.0.0.1:${message.port}`));
      });
    });
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  get running(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  /** Waits until the process is gone, by its own doing or another's. */
  async ended(): Promise<{ code: number | null; signal: NodeJS.Signals | null }> {
    if (this.running) await once(this.child, 'exit');
    return { code: this.child.exitCode, signal: this.child.signalCode };
  }

  /** Sends a signal and waits for the end. */
  kill(signal: NodeJS.Signals): ReturnType<ServerProcess['ended']> {
    if (this.running) this.child.kill(signal);
    return this.ended();
  }
}

function isListening(message: unknown): message is { port: number } {
  return typeof message === 'object' && message !== null && 'port' in message;
}
