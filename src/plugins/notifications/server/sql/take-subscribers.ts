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

/** Takes those who wait for a lower price of what these products are now. */
export const takePriceWatchers = statement<
  [productIds: string[], most: number],
  Subscriber & { product_id: string }
>(
  'notifications.take_price_watchers',
  `UPDATE notification_stock_subscriptions wish
      SET state = 'told', told_at = now(), updated_at = now()
     FROM (SELECT waiting.id, product.document_id AS product_id
             FROM products product
             JOIN variants_product_lnk link ON link.product_id = product.id
             JOIN variants variant ON variant.id = link.variant_id AND variant.active
             JOIN notification_stock_subscriptions waiting
               ON waiting.sku = variant.sku AND waiting.wish = 'priceDrop'
              AND waiting.state = 'waiting' AND variant.price < waiting.price_before
            WHERE product.document_id = ANY ($1::text[]) AND product.published_at IS NOT NULL
            ORDER BY waiting.id LIMIT $2 FOR UPDATE OF waiting SKIP LOCKED) cheaper
    WHERE wish.id = cheaper.id
   ${TAKEN}, cheaper.product_id`,
);
