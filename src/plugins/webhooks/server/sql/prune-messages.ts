import { statement } from '../../../kernel/server/contract';

/** Deletes messages of others that came long ago, up to a number. */
export const pruneMessages = statement<[days: number, most: number], { id: number }>(
  'webhooks.prune_messages',
  `DELETE FROM webhook_messages
    WHERE id IN (SELECT id FROM webhook_messages
                  WHERE received_at < now() - make_interval(days => $1) AND state <> 'received'
                  LIMIT $2)
   RETURNING id`,
);
