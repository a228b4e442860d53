import { statement } from '../../../kernel/server/contract';

export interface Subscriber {
  document_id: string;
  email: string;
  language: string | null;
  sku: string;
  store_id: string | null;
  currency: string;
  price_before: number;
}

const TAKEN = `RETURNING wish.document_id, wish.email, wish.language, wish.sku, wish.store_id,
                wish.currency, wish.price_before`;

/** Takes those who wait for a SKU to be back, at one of these stores or anywhere. */
export const takeWaiting = statement<[sku: string, storeIds: string[], most: number], Subscriber>(
  'notifications.take_waiting',
  `UPDATE notification_stock_subscriptions wish
      SET state = 'told', told_at = now(), updated_at = now()
    WHERE id IN (SELECT id FROM notification_stock_subscriptions
                  WHERE wish = 'backInStock' AND sku = $1 AND state = 'waiting'
                    AND (store_id IS NULL OR store_id = ANY ($2::text[]))
                  ORDER BY id LIMIT $3 FOR UPDATE SKIP LOCKED)
   ${TAKEN}`,
);

/** Takes those who wait for a lower price of what a product is now. */
export const takePriceWatchers = statement<[productId: string, most: number], Subscriber>(
  'notifications.take_price_watchers',
  `UPDATE notification_stock_subscriptions wish
      SET state = 'told', told_at = now(), updated_at = now()
    WHERE id IN (SELECT waiting.id
                   FROM variants variant
                   JOIN variants_product_lnk link ON link.variant_id = variant.id
                   JOIN products product
                     ON product.id = link.product_id AND product.published_at IS NOT NULL
                   JOIN notification_stock_subscriptions waiting
                     ON waiting.sku = variant.sku AND waiting.wish = 'priceDrop'
                    AND waiting.state = 'waiting' AND variant.price < waiting.price_before
                  WHERE product.document_id = $1 AND variant.active
                  ORDER BY waiting.id LIMIT $2 FOR UPDATE OF waiting SKIP LOCKED)
   ${TAKEN}`,
);
