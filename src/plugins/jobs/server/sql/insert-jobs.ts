import { statement } from '../../../kernel/server/contract';

/**
 * Queues jobs of one name. Of those with the same key one is queued.
 *
 * @param patienceSeconds where the caller takes the jobs itself that can be done now: how long it has
 *   until they are handed to somebody; else 0
 * @returns the jobs that were queued, and whether the caller takes them
 */
export const insertJobs = statement<
  [
    name: string,
    payloads: readonly string[],
    keys: readonly (string | null)[],
    notBefore: readonly (Date | null)[],
    correlations: readonly (string | null)[],
    patienceSeconds: number,
  ],
  { id: number; taken: boolean }
>(
  'jobs.insert_jobs',
  `INSERT INTO jobs (name, payload, key, due_at, offer_at, offers, correlation)
   SELECT $1, payload, key, coalesce(not_before, now()),
          coalesce(not_before, now() + make_interval(secs => $6::integer)),
          (not_before IS NULL AND $6::integer > 0)::integer, correlation
     FROM unnest($2::jsonb[], $3::text[], $4::timestamptz[], $5::text[])
          AS job (payload, key, not_before, correlation)
   ON CONFLICT (name, key) WHERE key IS NOT NULL DO NOTHING
   RETURNING id, offers = 1 AS taken`,
);
