import { statement } from '../../../kernel/server/contract';
import { endpointColumns, type EndpointRow } from './endpoint-row';

/** Makes an endpoint. No row comes back where there are as many as there may be. */
export const insertEndpoint = statement<
  [
    documentId: string,
    url: string,
    description: string | null,
    events: string,
    active: boolean,
    secret: string,
    most: number,
  ],
  EndpointRow
>(
  'webhooks.insert_endpoint',
  `INSERT INTO webhook_endpoints (document_id, url, description, events, active, secret,
                                  created_at, updated_at, published_at)
   SELECT $1, $2, $3, $4::jsonb, $5, $6, now(), now(), now()
    WHERE (SELECT count(*) FROM webhook_endpoints) < $7
   RETURNING ${endpointColumns}`,
);
