import type { Core } from '@strapi/strapi';
import { metric, poolsOf, type Connections } from '../../../kernel/server/contract';

/** What knex's pool tells of itself. */
interface StrapiPool {
  numUsed(): number;
  numFree(): number;
  numPendingAcquires(): number;
}

/** The figures of the process that belong to no room. */
export function registerMetrics(strapi: Core.Strapi): void {
  metric(strapi, {
    name: 'duka_database_connections',
    help: 'Connections of each pool of this process; waiting are callers that have none yet.',
    labels: ['pool', 'state'],
    collect: () =>
      [...connectionsOf(strapi)].flatMap(([pool, { inUse, idle, waiting }]) => [
        { labels: { pool, state: 'in_use' }, value: inUse },
        { labels: { pool, state: 'idle' }, value: idle },
        { labels: { pool, state: 'waiting' }, value: waiting },
      ]),
  });
}

function connectionsOf(strapi: Core.Strapi): Map<string, Connections> {
  const { pool } = strapi.db.connection.client as { pool: StrapiPool };
  const ofStrapi = {
    inUse: pool.numUsed(),
    idle: pool.numFree(),
    waiting: pool.numPendingAcquires(),
  };
  const own = [...poolsOf(strapi)].map(([name, pool]) => [name, pool.connections()] as const);
  return new Map([['duka-strapi', ofStrapi], ...own]);
}
