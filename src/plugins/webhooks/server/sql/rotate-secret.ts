import { statement } from '../../../kernel/server/contract';
import { endpointColumns, type EndpointRow } from './endpoint-row';

/** Gives an endpoint another secret; the one it had is good for some time yet. */
export const rotateSecret = statement<
  [documentId: string, secret: string, overlapSeconds: number],
  EndpointRow
>(
  'webhooks.rotate_secret',
  `UPDATE webhook_endpoints
      SET previous_secret = secret,
          previous_secret_until = now() + make_interval(secs => $3),
          secret = $2,
          updated_at = now()
    WHERE document_id = $1
   RETURNING ${endpointColumns}`,
);
