import { statement } from '../../../kernel/server/contract';
import type { PreferenceRow } from './read-preferences';

/**
 * Writes somebody's own wishes; null leaves one as it is. Who wants something again is not
 * `unsubscribed` any more; an address that bounced or complained stays left alone.
 */
export const writePreference = statement<
  [
    documentId: string,
    language: string | null,
    abandonedCart: boolean | null,
    backInStock: boolean | null,
    priceDrop: boolean | null,
  ],
  PreferenceRow
>(
  'notifications.write_preference',
  `UPDATE notification_preferences
      SET language = coalesce($2, language), abandoned_cart = coalesce($3, abandoned_cart),
          back_in_stock = coalesce($4, back_in_stock), price_drop = coalesce($5, price_drop),
          suppressed = CASE WHEN suppressed = 'unsubscribed' AND ($3 OR $4 OR $5) THEN NULL
                            ELSE suppressed END,
          updated_at = now()
    WHERE document_id = $1
   RETURNING document_id, lower(email) AS email, language, abandoned_cart, back_in_stock,
             price_drop, suppressed`,
);
