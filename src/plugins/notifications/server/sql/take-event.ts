import { statement } from '../../../kernel/server/contract';

/** Notes an event of SendGrid's. No row for one that is noted already. */
export const takeEvent = statement<
  [eventId: string, messageId: string | null, type: string],
  { event_id: string }
>(
  'notifications.take_event',
  `INSERT INTO sendgrid_events (event_id, message_id, type) VALUES ($1, $2, $3)
   ON CONFLICT DO NOTHING
   RETURNING event_id`,
);
