import { statement } from '../../../kernel/server/contract';

/** Takes one kind of message away from an address; without a kind, all that it can do without. */
export const unsubscribe = statement<[documentId: string, kind: string | null], { id: number }>(
  'notifications.unsubscribe',
  `WITH person AS (
     UPDATE notification_preferences
        SET abandoned_cart = abandoned_cart AND $2::text IS NOT NULL AND $2 <> 'abandonedCart',
            back_in_stock = back_in_stock AND $2::text IS NOT NULL AND $2 <> 'backInStock',
            price_drop = price_drop AND $2::text IS NOT NULL AND $2 <> 'priceDrop',
            suppressed = CASE WHEN $2::text IS NULL THEN coalesce(suppressed, 'unsubscribed')
                              ELSE suppressed END,
            suppressed_at = CASE WHEN $2::text IS NULL THEN coalesce(suppressed_at, now())
                                 ELSE suppressed_at END,
            updated_at = now()
      WHERE document_id = $1
     RETURNING id, email
   ), cancelled AS (
     UPDATE notification_stock_subscriptions wish
        SET state = 'cancelled', updated_at = now()
       FROM person
      WHERE lower(wish.email) = lower(person.email) AND wish.state = 'waiting'
        AND ($2::text IS NULL OR wish.wish = $2)
   )
   SELECT id FROM person`,
);
