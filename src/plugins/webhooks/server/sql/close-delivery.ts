import { statement } from '../../../kernel/server/contract';

/** Tries that are kept of a delivery, the newest. */
const KEPT_ATTEMPTS = 20;

/**
 * Writes what became of a try. It changes nothing where another process has taken the delivery
 * meanwhile, or where it was sent again by hand.
 *
 * @param wait seconds until the next try; null where it has come to its end
 */
export const closeDelivery = statement<
  [
    documentId: string,
    tries: number,
    state: 'waiting' | 'delivered' | 'failed',
    wait: number | null,
    status: number | null,
    answer: string | null,
    error: string | null,
    milliseconds: number,
  ],
  { document_id: string }
>(
  'webhooks.close_delivery',
  `UPDATE webhook_deliveries
      SET state = $3::text, next_try_at = now() + make_interval(secs => $4), answer_status = $5::int,
          answer_body = $6, error = $7::text, milliseconds = $8::int,
          attempts = (
            SELECT jsonb_agg(attempt ORDER BY turn)
              FROM (SELECT attempt, turn
                      FROM jsonb_array_elements(
                             coalesce(attempts, '[]') ||
                             jsonb_build_object('at', last_tried_at, 'status', $5::int,
                                                'error', $7::text, 'milliseconds', $8::int))
                           WITH ORDINALITY AS tried (attempt, turn)
                     ORDER BY turn DESC
                     LIMIT ${KEPT_ATTEMPTS}) newest),
          delivered_at = CASE WHEN $3::text = 'delivered' THEN now() ELSE delivered_at END,
          updated_at = now()
    WHERE document_id = $1 AND state = 'sending' AND tries = $2
   RETURNING document_id`,
);
