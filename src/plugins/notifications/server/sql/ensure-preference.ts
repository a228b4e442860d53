import { statement } from '../../../kernel/server/contract';

/** The row of an address's wishes, made where there is none yet. */
export const ensurePreference = statement<
  [documentId: string, email: string, shown: string],
  { document_id: string }
>(
  'notifications.ensure_preference',
  `INSERT INTO notification_preferences
          (document_id, email, email_shown, abandoned_cart, back_in_stock, price_drop, created_at,
           updated_at, published_at)
   VALUES ($1, $2, $3, true, true, true, now(), now(), now())
   ON CONFLICT (lower(email)) DO UPDATE SET updated_at = notification_preferences.updated_at
   RETURNING document_id`,
);
