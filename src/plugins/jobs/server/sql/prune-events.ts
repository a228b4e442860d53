import { statement } from '../../../kernel/server/contract';

/** Deletes `most` events that were relayed longer ago than `days` and that no job still needs. */
export const pruneEvents = statement<[days: number, most: number], { id: number }>(
  'jobs.prune_events',
  `DELETE FROM outbox
    WHERE id IN (
      SELECT id FROM outbox old
       WHERE relayed_at IS NOT NULL AND created_at < now() - make_interval(days => $1)
         AND NOT EXISTS (SELECT FROM jobs WHERE jobs.event_id = old.id)
       ORDER BY id LIMIT $2)
   RETURNING id`,
);
