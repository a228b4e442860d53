import { statement } from '../database/statement';

/** Writes events into the outbox, in the order given. */
export const appendEvents = statement<
  [events: string[], subjects: string[], payloads: string[]],
  never
>(
  'kernel.append_events',
  `INSERT INTO outbox (event, subject, payload)
   SELECT event, subject, payload
     FROM unnest($1::text[], $2::text[], $3::jsonb[]) WITH ORDINALITY
          AS happened (event, subject, payload, turn)
    ORDER BY turn`,
);
