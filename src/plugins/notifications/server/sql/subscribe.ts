import { statement } from '../../../kernel/server/contract';

/**
 * Notes who wants to be told of a SKU, and that its stock is to be looked at: it may have come back a moment
 * ago. Whoever waits already goes on waiting.
 */
export const subscribe = statement<
  [
    documentId: string,
    wish: string,
    sku: string,
    storeId: string | null,
    email: string,
    shown: string,
    language: string | null,
    currency: string,
    price: number,
  ],
  never
>(
  'notifications.subscribe',
  `WITH asked AS (
   INSERT INTO notification_stock_subscriptions
          (document_id, wish, sku, store_id, email, email_shown, language, currency, price_before,
           state, created_at, updated_at, published_at)
   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'waiting', now(), now(), now())
   ON CONFLICT (wish, sku, lower(email), coalesce(store_id, '')) WHERE state = 'waiting' DO NOTHING
   RETURNING wish, sku)
   INSERT INTO stock_looks (variant_id)
   SELECT variant.id FROM asked JOIN variants variant USING (sku) WHERE asked.wish = 'backInStock'`,
);
