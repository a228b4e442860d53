import { statement } from '../../../kernel/server/contract';

/** Deletes an endpoint. Its deliveries are gone before, see `delete-deliveries.ts`. */
export const deleteEndpoint = statement<[documentId: string], { id: number }>(
  'webhooks.delete_endpoint',
  `DELETE FROM webhook_endpoints WHERE document_id = $1 RETURNING id`,
);
