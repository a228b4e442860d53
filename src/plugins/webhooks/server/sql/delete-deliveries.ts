import { statement } from '../../../kernel/server/contract';

/** Deletes the deliveries of an endpoint, those under way too: their ends find nothing to write to. */
export const deleteDeliveries = statement<[endpointId: number], never>(
  'webhooks.delete_deliveries',
  `DELETE FROM webhook_deliveries WHERE endpoint_id = $1`,
);
