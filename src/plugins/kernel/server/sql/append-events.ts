import { statement } from '../database/statement';

/** Writes events into the outbox, in the order given. */
export const appendEvents = statement<
  [events: string[], subjects: string[], payloads: string[], correlation: string | null],
  never
>(
  'kernel.append_events',
  `INSERT INTO outbox (event, subject, payload, correlation)
   SELECT event, subject, payload, $4
     FROM unnest($1::text[], $2::text[], $3::jsonb[]) WITH ORDINALITY
          AS happened (event, subject, payload, turn)
    ORDER BY turn`,
);
