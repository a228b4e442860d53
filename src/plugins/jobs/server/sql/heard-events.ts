import { statement } from '../../../kernel/server/contract';

/** Those of some events that somebody wants to be told of by now: a listener, or a follower of any process. */
export const heardEvents = statement<[events: string[]], { event: string }>(
  'jobs.heard_events',
  `SELECT event
     FROM unnest($1::text[]) AS asked (event)
    WHERE EXISTS (
            SELECT FROM listeners listener
              LEFT JOIN narrowed_listeners narrowed USING (name)
             WHERE (listener.events IS NULL OR event = ANY (listener.events))
               AND (narrowed.events IS NULL OR event = ANY (narrowed.events)))`,
);
