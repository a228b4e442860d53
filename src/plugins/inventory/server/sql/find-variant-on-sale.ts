import { statement } from '../../../kernel/server/contract';
import { onSale } from './on-sale';

/** The variant that a SKU names, where the public may know of it. */
export const findVariantOnSale = statement<[sku: string], { id: number }>(
  'inventory.find_variant_on_sale',
  `SELECT variant.id FROM variants variant WHERE variant.sku = $1 AND ${onSale}`,
);
