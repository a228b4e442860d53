import { statement } from '../../../kernel/server/contract';

/** Forgets messages and providers' events that are older than this, so many at a time. */
export const pruneMessages = statement<[days: number, most: number], { gone: number }>(
  'notifications.prune_messages',
  `WITH old AS (
     DELETE FROM notification_messages
      WHERE id IN (SELECT id FROM notification_messages
                    WHERE queued_at < now() - make_interval(days => $1)
                      AND state NOT IN ('queued', 'sending')
                    ORDER BY queued_at LIMIT $2)
     RETURNING 1
   ), events AS (
     DELETE FROM sendgrid_events
      WHERE event_id IN (SELECT event_id FROM sendgrid_events
                          WHERE at < now() - make_interval(days => $1)
                          ORDER BY at LIMIT $2)
   )
   SELECT count(*)::int AS gone FROM old`,
);
