import type { Core } from '@strapi/strapi';
import type { DukaConfig } from '../config';
import { openDatabase, type Database, type DatabaseOptions } from '../database/database';

/** The settings of this process, as `config/duka.ts` read them. */
export function dukaConfig(strapi: Core.Strapi): DukaConfig {
  return strapi.config.get('duka') as DukaConfig;
}

/**
 * Opens a pool with this process's settings. Plugins share one (see `databaseOf` in the contract);
 * another of its own is for who must not wait behind the others.
 */
export function openPool(
  strapi: Core.Strapi,
  options: Partial<DatabaseOptions> & Pick<DatabaseOptions, 'name'>,
): Database {
  const config = dukaConfig(strapi);
  const database = openDatabase({
    url: config.databaseUrl,
    poolSize: config.databasePoolSize,
    onError: (error) => strapi.log.warn(`database: ${error.message}`),
    ...options,
  });
  pools.set(strapi, (pools.get(strapi) ?? new Map<string, Database>()).set(options.name, database));
  return database;
}

const pools = new WeakMap<Core.Strapi, Map<string, Database>>();

/** The pools of this process, by their names. */
export function poolsOf(strapi: Core.Strapi): ReadonlyMap<string, Database> {
  return pools.get(strapi) ?? new Map<string, Database>();
}
