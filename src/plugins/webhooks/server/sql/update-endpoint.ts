import { statement } from '../../../kernel/server/contract';
import { endpointColumns, type EndpointRow } from './endpoint-row';

/**
 * Changes what is given of an endpoint and leaves the rest. Switching it on forgets why it was off; its
 * receiver is taken for well until it fails again.
 */
export const updateEndpoint = statement<
  [
    documentId: string,
    url: string | null,
    changesDescription: boolean,
    description: string | null,
    events: string | null,
    active: boolean | null,
  ],
  EndpointRow
>(
  'webhooks.update_endpoint',
  `UPDATE webhook_endpoints
      SET url = coalesce($2, url),
          description = CASE WHEN $3 THEN $4 ELSE description END,
          events = coalesce($5::jsonb, events),
          active = coalesce($6, active),
          off_reason = CASE WHEN $6 THEN NULL ELSE off_reason END,
          failing_since = CASE WHEN $6 AND NOT active THEN NULL ELSE failing_since END,
          updated_at = now()
    WHERE document_id = $1
   RETURNING ${endpointColumns}`,
);
