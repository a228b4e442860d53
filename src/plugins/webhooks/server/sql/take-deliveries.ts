import { statement } from '../../../kernel/server/contract';

/** A delivery that is to be tried now, and what it takes. */
export interface TakenDelivery {
  document_id: string;
  endpoint_id: number;
  url: string;
  secret: string;
  /** Null where no other secret is good. */
  previous_secret: string | null;
  body: string;
  /** Of the request that it came of; null where it came of none. */
  correlation: string | null;
  tries: number;
}

/**
 * Takes deliveries that are due. They are due again after `lease` seconds, where whoever took them does
 * not come back. Each endpoint has so many under way at once, in all processes together, so that a slow
 * one holds nobody up: its row is locked while they are counted.
 *
 * Messages about one object go one after the other: a later one waits while an earlier one is under way
 * or is tried again, but no longer than `patience` seconds. After that it overtakes, and the receiver
 * tells by `sequence`.
 */
export const takeDeliveries = statement<
  [perEndpoint: number, most: number, lease: number, patience: number],
  TakenDelivery
>(
  'webhooks.take_deliveries',
  `WITH open AS MATERIALIZED (
     SELECT endpoint.id, endpoint.url, endpoint.secret,
            CASE WHEN endpoint.previous_secret_until > now() THEN endpoint.previous_secret END
              AS previous_secret
       FROM webhook_endpoints endpoint
      WHERE endpoint.active
        AND EXISTS (SELECT FROM webhook_deliveries due
                     WHERE due.endpoint_id = endpoint.id AND due.state IN ('waiting', 'sending')
                       AND due.next_try_at <= now())
      ORDER BY endpoint.id
        FOR NO KEY UPDATE OF endpoint SKIP LOCKED
   ), chosen AS MATERIALIZED (
     SELECT one.id
       FROM open
      CROSS JOIN LATERAL (
        SELECT delivery.id
          FROM webhook_deliveries delivery
         WHERE delivery.endpoint_id = open.id AND delivery.state IN ('waiting', 'sending')
           AND delivery.next_try_at <= now()
           AND NOT EXISTS (
                 SELECT FROM webhook_deliveries earlier
                  WHERE earlier.endpoint_id = delivery.endpoint_id
                    AND earlier.subject = delivery.subject
                    AND earlier.sequence < delivery.sequence
                    AND earlier.state IN ('waiting', 'sending')
                    AND earlier.created_at > now() - make_interval(secs => $4))
         ORDER BY delivery.next_try_at, delivery.sequence
         LIMIT greatest($1 - (SELECT count(*) FROM webhook_deliveries busy
                               WHERE busy.endpoint_id = open.id AND busy.state = 'sending'
                                 AND busy.next_try_at > now()), 0)
      ) one
      LIMIT $2
   ), taken AS (
     UPDATE webhook_deliveries delivery
        SET state = 'sending', next_try_at = now() + make_interval(secs => $3),
            tries = delivery.tries + 1, last_tried_at = now(), updated_at = now()
       FROM chosen
      WHERE delivery.id = chosen.id AND delivery.state IN ('waiting', 'sending')
        AND delivery.next_try_at <= now()
     RETURNING delivery.document_id, delivery.endpoint_id, delivery.sequence, delivery.body,
               delivery.correlation, delivery.tries
   )
   SELECT taken.document_id, taken.endpoint_id, open.url, open.secret, open.previous_secret,
          taken.body, taken.correlation, taken.tries
     FROM taken
     JOIN open ON open.id = taken.endpoint_id
    ORDER BY taken.sequence`,
);
