import { statement } from '../../../kernel/server/contract';
import type { EventRow } from './read-news';

/**
 * Takes events for their listener in the transaction that handles them: the jobs are gone with it, or
 * are still there where that rolls back. No row for what is done, dead, being done by another, not yet
 * due, or behind an earlier event of the same object that its listener wants first.
 *
 * @returns in their order, with `attempts`, the tries that have failed
 */
export const takeEvents = statement<[jobIds: readonly number[]], EventRow & { attempts: number }>(
  'jobs.take_events',
  `WITH mine AS (
     SELECT id FROM jobs job
      WHERE id = ANY ($1::bigint[]) AND state = 'waiting' AND due_at <= now()
        AND NOT (subject IS NOT NULL AND (
          EXISTS (SELECT FROM jobs earlier
                   WHERE earlier.name = job.name AND earlier.subject = job.subject
                     AND earlier.event_id < job.event_id)
          OR EXISTS (SELECT FROM outbox earlier
                      WHERE earlier.relayed_at IS NULL AND earlier.subject = job.subject
                        AND earlier.id < job.event_id)))
        FOR UPDATE SKIP LOCKED
   ), taken AS (
     DELETE FROM jobs USING mine WHERE jobs.id = mine.id RETURNING event_id, attempts
   )
   SELECT outbox.id, event, version, outbox.subject, payload, created_at, correlation, attempts
     FROM taken JOIN outbox ON outbox.id = taken.event_id
    ORDER BY outbox.id`,
);
