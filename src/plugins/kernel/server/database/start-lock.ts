import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { sqlState } from './sqlstate';

/** Advisory lock under which a shop comes up; never give the number to anything else. */
const START_LOCK = 684_202;
/** Who starts all of a machine again starts this process beside PostgreSQL, which recovers first. */
const PATIENCE_MS = 30_000;
const PAUSE_MS = 300;

/**
 * Runs `work` while no other process of the shop does: Strapi makes its tables without a lock, and
 * two that make them at once run into each other. A PostgreSQL that is not up yet is waited for.
 *
 * @param url of the database
 * @param waiting called once where it is not up yet
 * @throws what `work` throws, and where PostgreSQL cannot be reached, or is not up after half a minute
 */
export async function oneStartAtATime<T>(
  url: string,
  work: () => Promise<T>,
  waiting: () => void,
): Promise<T> {
  const client = await connect(url, waiting);
  try {
    await client.query('SELECT pg_advisory_lock($1)', [START_LOCK]);
    return await work();
  } finally {
    await client.end();
  }
}

async function connect(url: string, waiting: () => void): Promise<Client> {
  const giveUpAt = performance.now() + PATIENCE_MS;
  for (let isFirst = true; ; isFirst = false) {
    const client = new Client({ connectionString: url, application_name: 'duka-start' });
    // A connection that breaks meanwhile is what `work` will notice itself.
    client.on('error', () => undefined);
    try {
      await client.connect();
      return client;
    } catch (error) {
      if (!isNotUpYet(error) || performance.now() > giveUpAt) throw error;
      if (isFirst) waiting();
      await sleep(PAUSE_MS);
    }
  }
}

function isNotUpYet(error: unknown): boolean {
  return sqlState(error) === '57P03' || (error as NodeJS.ErrnoException).code === 'ECONNREFUSED';
}
