import type { Core } from '@strapi/strapi';
import { Redis } from 'ioredis';
import { dukaConfig } from './database';

/** How long a command may wait: far longer than Redis takes, and no caller is kept for long. */
const COMMAND_LIMIT_MS = 500;
/** A connection that is silent for so long is given up; then commands fail at once. */
const SILENCE_LIMIT_MS = 1_000;

/**
 * Opens this process's connection to Redis; none without `REDIS_URL`. It may be away: the process
 * starts and runs without it, and commands fail soon instead of waiting until it is back.
 */
export function openRedis({ strapi }: { strapi: Core.Strapi }): Redis | undefined {
  const { redisUrl } = dukaConfig(strapi);
  if (redisUrl === undefined) return undefined;
  const redis = new Redis(redisUrl, {
    connectionName: 'duka',
    enableOfflineQueue: false,
    // A command that was under way when the connection broke is not sent again.
    maxRetriesPerRequest: 0,
    commandTimeout: COMMAND_LIMIT_MS,
    socketTimeout: SILENCE_LIMIT_MS,
  });
  let away = false;
  // Every attempt to connect anew ends in an error; one line about it is enough.
  redis.on('error', (error) => {
    if (!away)
      strapi.log.warn(`redis: is away, rate limits count for each process: ${error.message}`);
    away = true;
  });
  redis.on('ready', () => {
    if (away) strapi.log.info('redis: is back');
    away = false;
  });
  return redis;
}

/** The one connection of this process to Redis; undefined where none is set up. */
export function redisOf(strapi: Core.Strapi): Redis | undefined {
  return strapi.plugin('kernel').service('redis') as Redis | undefined;
}
