import { statement } from '../../../kernel/server/contract';

/**
 * Has a delivery sent again, with all its tries before it, under the same id. Nothing comes back for
 * one that there is not; `queued` is false where its endpoint is switched off.
 */
export const resendDelivery = statement<
  [endpointDocumentId: string, documentId: string],
  { queued: boolean }
>(
  'webhooks.resend_delivery',
  `WITH found AS (
     SELECT delivery.id, endpoint.active
       FROM webhook_deliveries delivery
       JOIN webhook_endpoints endpoint ON endpoint.id = delivery.endpoint_id
      WHERE endpoint.document_id = $1 AND delivery.document_id = $2
   ), queued AS (
     UPDATE webhook_deliveries delivery
        SET state = 'waiting', tries = 0, next_try_at = now(), updated_at = now()
       FROM found
      WHERE delivery.id = found.id AND found.active
   )
   SELECT active AS queued FROM found`,
);
