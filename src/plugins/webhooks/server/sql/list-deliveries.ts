import { statement } from '../../../kernel/server/contract';

export interface DeliveryRow {
  document_id: string;
  type: string;
  subject: string;
  sequence: number;
  state: 'waiting' | 'sending' | 'delivered' | 'failed';
  body: string;
  correlation: string | null;
  tries: number;
  next_try_at: Date | null;
  answer_status: number | null;
  answer_body: string | null;
  error: string | null;
  milliseconds: number | null;
  attempts: unknown[] | null;
  last_tried_at: Date | null;
  delivered_at: Date | null;
  created_at: Date;
}

/** A page of the deliveries of an endpoint, the newest first, in all states or in one. */
export const listDeliveries = statement<
  [endpointDocumentId: string, state: string | null, limit: number, offset: number],
  DeliveryRow & { total: number }
>(
  'webhooks.list_deliveries',
  `SELECT delivery.document_id, delivery.type, delivery.subject, delivery.sequence, delivery.state,
          delivery.body, delivery.correlation, delivery.tries, delivery.next_try_at, delivery.answer_status,
          delivery.answer_body, delivery.error, delivery.milliseconds, delivery.attempts,
          delivery.last_tried_at, delivery.delivered_at, delivery.created_at,
          count(*) OVER () AS total
     FROM webhook_deliveries delivery
     JOIN webhook_endpoints endpoint ON endpoint.id = delivery.endpoint_id
    WHERE endpoint.document_id = $1 AND ($2::text IS NULL OR delivery.state = $2)
    ORDER BY delivery.sequence DESC
    LIMIT $3 OFFSET $4`,
);
