import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createStrapi, type Core } from '@strapi/strapi';
import { oneStartAtATime } from '../../src/plugins/kernel/server/contract';
import { closeSockets } from '../../src/plugins/realtime/server/contract';
import { collectGarbageSoon } from './collect-garbage';
import type { Ending } from './ending';
import { prepareEnvironment } from './environment';
import { ROOT } from './paths';

const DRAIN_LIMIT_MS = 10_000;

/**
 * Loads the shop into this process, without opening its port: configuration, database, plugins.
 * It is taken down by `ending`: first requests under way, then Strapi, last PostgreSQL.
 *
 * @throws where the configuration, the database or a plugin is not right
 */
export async function loadShop(ending: Ending): Promise<Core.Strapi> {
  ending.add(await prepareEnvironment((error) => ending.fail(error)));
  const strapi = createStrapi({ appDir: ROOT, distDir: join(ROOT, 'dist') });
  ending.watch();
  await oneStartAtATime(
    process.env.DATABASE_URL ?? '',
    () => strapi.load(),
    () => strapi.log.warn('PostgreSQL is not up yet; waiting for it'),
  );
  ending.add(() => strapi.destroy());
  return strapi;
}

/** Opens the shop's port. Returns the port, which the system chooses where `PORT` is 0. */
export async function openPort(strapi: Core.Strapi, ending: Ending): Promise<number> {
  await strapi.listen();
  collectGarbageSoon();
  const server = strapi.server.httpServer;
  ending.add(async () => {
    const closed = once(server, 'close');
    server.close();
    // Connections would stay open for as long as their clients ask for more, and sockets for ever.
    server.prependListener('request', (_request, response: ServerResponse) => {
      response.shouldKeepAlive = false;
    });
    await closeSockets(strapi);
    await Promise.race([closed, sleep(DRAIN_LIMIT_MS)]);
    server.closeAllConnections();
  });
  const address = server.address();
  if (!address || typeof address === 'string') throw new Error('The server listens on no port');
  strapi.log.info(`The shop listens on port ${address.port}`);
  return address.port;
}
