import { statement } from '../../../kernel/server/contract';
import { priceOfVariant, productOfVariant } from './sellable';

export interface SellableRow {
  variant_id: number;
  sku: string;
  title: string;
  options: Record<string, string> | null;
  for_sale: boolean;
  unit_price: number | null;
}

/** The variant of a SKU with its price in a currency. */
export const findSellable = statement<[sku: string, currency: string], SellableRow>(
  'cart.find_sellable',
  `SELECT variant.id AS variant_id, variant.sku, variant.title, variant.options,
          variant.active AND coalesce(product.published, false) AS for_sale,
          ${priceOfVariant('$2::text', 'shop.currency')} AS unit_price
     FROM variants variant
    CROSS JOIN shop_settings shop ${productOfVariant}
    WHERE variant.sku = $1`,
);
