import { once } from 'node:events';
import { createServer } from 'node:net';

/** Below those that the system itself gives out, or it would give one away before it is opened. */
const FIRST = 20_000;
const COUNT = 12_000;

/** A port of this machine that nobody listens on. Whoever wants it opens it seconds later. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = FIRST + Math.floor(Math.random() * COUNT);
    const probe = createServer();
    try {
      await once(probe.listen(port, '127.0.0.1'), 'listening');
      return port;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    } finally {
      probe.close();
    }
  }
}
