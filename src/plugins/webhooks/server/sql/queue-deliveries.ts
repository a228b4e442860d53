import { statement } from '../../../kernel/server/contract';

/**
 * Queues a message for each active endpoint that wants its type. The endpoints are locked so that one
 * that is being deleted is gone before or after.
 */
export const queueDeliveries = statement<
  [type: string, subject: string, sequence: number, body: string, correlation: string | null],
  { document_id: string }
>(
  'webhooks.queue_deliveries',
  `WITH wanting AS MATERIALIZED (
     SELECT id FROM webhook_endpoints
      WHERE active AND (events ? $1 OR events ? '*')
      ORDER BY id
        FOR KEY SHARE
   )
   INSERT INTO webhook_deliveries (document_id, endpoint_id, type, subject, sequence, state, body,
                                   correlation, tries, next_try_at, created_at, updated_at, published_at)
   -- A document id in Strapi's form, which begins with a letter.
   SELECT 'w' || left(replace(gen_random_uuid()::text, '-', ''), 23), wanting.id, $1, $2, $3,
          'waiting', $4, $5, 0, now(), now(), now(), now()
     FROM wanting
   ON CONFLICT (endpoint_id, sequence) DO NOTHING
   RETURNING document_id`,
);
