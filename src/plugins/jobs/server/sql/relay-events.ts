import { statement } from '../../../kernel/server/contract';

/**
 * Turns events of the outbox into jobs, one for each listener that wants the event, and counts them as
 * handed over for `patience` seconds. Those of a listener that wants them in order are left to
 * `offerJobs`. Several relays share the work: none waits for another's rows.
 *
 * @returns one row for each job, and one without a job for each event that has none to hand over
 */
export const relayEvents = statement<
  [most: number, patienceSeconds: number],
  { event_id: number; id: number | null; name: string | null }
>(
  'jobs.relay_events',
  `WITH batch AS (
     SELECT id, event, subject FROM outbox WHERE relayed_at IS NULL
      ORDER BY id LIMIT $1 FOR UPDATE SKIP LOCKED
   ), relayed AS (
     UPDATE outbox SET relayed_at = now() FROM batch WHERE outbox.id = batch.id RETURNING outbox.id
   ), made AS (
     INSERT INTO jobs (name, event_id, subject, offers, offer_at)
     SELECT listener.name, batch.id, CASE WHEN listener.in_order THEN batch.subject END, (NOT listener.in_order)::int,
            CASE WHEN listener.in_order THEN now() ELSE now() + make_interval(secs => $2) END
       FROM batch
       JOIN listeners listener ON listener.events IS NULL OR batch.event = ANY (listener.events)
      WHERE NOT listener.follows
        AND NOT EXISTS (SELECT FROM narrowed_listeners narrowed
                         WHERE narrowed.name = listener.name AND batch.event <> ALL (narrowed.events))
      ORDER BY batch.id
     RETURNING id, name, event_id, offers
   )
   SELECT relayed.id AS event_id, made.id, made.name
     FROM relayed LEFT JOIN made ON made.event_id = relayed.id AND made.offers = 1
    ORDER BY relayed.id, made.id`,
);
