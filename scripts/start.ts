import { Ending } from './lib/ending';
import { loadShop, openPort } from './lib/shop';

/** The server in production mode, until it is told to stop. */
async function start(ending: Ending): Promise<void> {
  const strapi = await loadShop(ending);
  const port = await openPort(strapi, ending);
  // For a process that started this one and waits: where PORT is 0, nobody else knows the port.
  process.send?.({ type: 'listening', port });
}

const ending = new Ending();
start(ending).catch((error: unknown) => ending.fail(error));
