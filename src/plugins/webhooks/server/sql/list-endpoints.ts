import { statement } from '../../../kernel/server/contract';
import { endpointColumns, type EndpointRow } from './endpoint-row';

/** All endpoints, or the one of a document id, the oldest first. */
export const listEndpoints = statement<[documentId: string | null], EndpointRow>(
  'webhooks.list_endpoints',
  `SELECT ${endpointColumns}
     FROM webhook_endpoints
    WHERE $1::text IS NULL OR document_id = $1
    ORDER BY id`,
);
