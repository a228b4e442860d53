import { statement } from '../../../kernel/server/contract';

/** Deletes deliveries that came to their end long ago, up to a number. */
export const pruneDeliveries = statement<[days: number, most: number], { id: number }>(
  'webhooks.prune_deliveries',
  `DELETE FROM webhook_deliveries
    WHERE id IN (SELECT id FROM webhook_deliveries
                  WHERE created_at < now() - make_interval(days => $1)
                    AND state IN ('delivered', 'failed')
                  LIMIT $2)
   RETURNING id`,
);
