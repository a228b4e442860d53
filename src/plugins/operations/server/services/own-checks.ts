import { statfs } from 'node:fs/promises';
import type { Core } from '@strapi/strapi';
import {
  databaseOf,
  dukaConfig,
  healthCheck,
  redisOf,
  statement,
  type Health,
} from '../../../kernel/server/contract';

const LEAST_FREE_BYTES = 1024 ** 3;

const ping = statement<[], never>('operations.ping', 'SELECT 1');

/** What the whole house needs; rooms have registered what only they need. */
export function registerChecks(strapi: Core.Strapi): void {
  healthCheck(strapi, {
    name: 'postgres',
    check: async () => {
      await databaseOf(strapi).query(ping, []);
      return { state: 'up' };
    },
  });
  const redis = redisOf(strapi);
  if (redis !== undefined) {
    healthCheck(strapi, {
      name: 'redis',
      check: async () => {
        try {
          await redis.ping();
          return { state: 'up' };
        } catch (error) {
          // The shop sells without it.
          return { state: 'degraded', facts: { error: (error as Error).message } };
        }
      },
    });
  }
  healthCheck(strapi, { name: 'disk', check: () => freeSpace(dukaConfig(strapi).dataDir) });
}

async function freeSpace(folder: string): Promise<Health> {
  // The folder may not be there where PostgreSQL is elsewhere; its disk is the process's then.
  const { bavail, bsize } = await statfs(folder).catch(() => statfs('.'));
  const freeBytes = bavail * bsize;
  return { state: freeBytes < LEAST_FREE_BYTES ? 'degraded' : 'up', facts: { freeBytes } };
}
