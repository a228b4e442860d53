import { statement } from '../../../kernel/server/contract';
import type { EventRow } from './read-news';

/**
 * Takes an event for its listener in the transaction that handles it: the job is gone with it, or is
 * still there where that rolls back. No row where it is done, dead, being done by another, not yet due,
 * or behind an earlier event of the same object that its listener wants first.
 *
 * @returns with `attempts`, the tries that have failed
 */
export const takeEvent = statement<[jobId: number], EventRow & { attempts: number }>(
  'jobs.take_event',
  `WITH mine AS (
     SELECT id FROM jobs job
      WHERE id = $1 AND state = 'waiting' AND due_at <= now()
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
     FROM taken JOIN outbox ON outbox.id = taken.event_id`,
);
