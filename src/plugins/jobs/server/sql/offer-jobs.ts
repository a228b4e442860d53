import { statement } from '../../../kernel/server/contract';

/**
 * Takes jobs whose time has come, and those that were handed to a worker that has not been heard of
 * since, to be handed over (again). Each time it waits longer before it does so once more, up to four
 * times its patience: what was killed several times is no reason to leave it for long. One that was handed
 * over `mostOffers` times and never came to an end has ended its workers, and is dead. An event behind an
 * earlier one of the same object stays where its listener wants them in order.
 */
export const offerJobs = statement<
  [most: number, patienceSeconds: number, mostOffers: number],
  { id: number; name: string; is_event: boolean; in_order: boolean; offers: number; state: string }
>(
  'jobs.offer_jobs',
  `WITH due AS (
     SELECT id FROM jobs job
      WHERE state IN ('waiting', 'running') AND offer_at <= now()
        AND NOT (subject IS NOT NULL AND EXISTS (
          SELECT FROM jobs earlier
           WHERE earlier.name = job.name AND earlier.subject = job.subject
             AND earlier.event_id < job.event_id
             AND (earlier.state = 'dead' OR earlier.offer_at > now())))
      ORDER BY offer_at, id
      LIMIT $1 FOR UPDATE SKIP LOCKED
   ), offered AS (
     UPDATE jobs
        SET offers = offers + 1,
            offer_at = now() + make_interval(secs => $2 * least(2 ^ offers, 4)),
            state = CASE WHEN offers < $3 THEN 'waiting' ELSE 'dead' END,
            last_error = CASE WHEN offers < $3 THEN last_error
                              ELSE 'Given to ' || offers || ' workers, and none came to an end.' END,
            ended_at = CASE WHEN offers < $3 THEN NULL ELSE now() END
       FROM due
      WHERE jobs.id = due.id
     RETURNING jobs.id, name, event_id, subject, jobs.offers, state
   )
   SELECT id, name, state, event_id IS NOT NULL AS is_event, subject IS NOT NULL AS in_order, offers
     FROM offered ORDER BY event_id, id`,
);
