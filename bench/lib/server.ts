import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { ROOT } from './paths';

/** A server in a process of its own. */
export interface Server {
  url: string;
  pid: number;
  /** Lets it end by itself; may be called again. */
  stop(): Promise<void>;
}

/** The compiled start command of this project. */
export const DUKA = join(ROOT, 'dist/scripts/start.js');

/**
 * Starts a server and waits until it listens. The script must tell its parent the port, as
 * scripts/start.ts does.
 *
 * @param nodeOptions for the process itself, such as `--cpu-prof`
 */
export async function startServer(
  script: string,
  env: Record<string, string>,
  nodeOptions: readonly string[] = [],
): Promise<Server> {
  const child = fork(script, {
    env: { ...process.env, PORT: '0', DUKA_HOLD_MINUTES: '1440', ...env },
    execArgv: [...nodeOptions],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const port = await new Promise<number>((done, fail) => {
    child.once('exit', () => fail(new Error(`${script} ended before it listened`)));
    child.once('message', (message: { port: number }) => done(message.port));
  });
  return {
    url: `http://127.0.0.1:${port}`,
    pid: child.pid ?? 0,
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}
