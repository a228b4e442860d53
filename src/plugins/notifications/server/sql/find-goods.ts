import { statement } from '../../../kernel/server/contract';

export interface GoodsRow {
  sku: string;
  name: string;
  slug: string | null;
  variant: string | null;
  /** Minor units of the shop's currency. */
  price: number;
  threshold: number | null;
  store: string | null;
}

/** What is told of a SKU, at a store where one is named; none where it is not for sale. */
export const findGoods = statement<[sku: string, storeId: string | null], GoodsRow>(
  'notifications.find_goods',
  `SELECT variant.sku, product.name, product.slug, variant.title AS variant, variant.price,
          variant.low_stock_threshold AS threshold,
          (SELECT name FROM stores WHERE document_id = $2 LIMIT 1) AS store
     FROM variants variant
     JOIN variants_product_lnk link ON link.variant_id = variant.id
     JOIN products product ON product.id = link.product_id AND product.published_at IS NOT NULL
    WHERE variant.sku = $1 AND variant.active
    LIMIT 1`,
);
