import { Client } from 'pg';

/** Advisory lock under which a shop comes up; never give the number to anything else. */
const START_LOCK = 684_202;

/**
 * Runs `work` while no other process of the shop does: Strapi makes its tables without a lock, and
 * two that make them at once run into each other.
 *
 * @param url of the database
 */
export async function oneStartAtATime<T>(url: string, work: () => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url, application_name: 'duka-start' });
  // A connection that breaks meanwhile is what `work` will notice itself.
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1)', [START_LOCK]);
    return await work();
  } finally {
    await client.end();
  }
}
