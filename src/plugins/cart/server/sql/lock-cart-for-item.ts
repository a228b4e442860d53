import { statement } from '../../../kernel/server/contract';
import {
  sourceColumns,
  suppliersOf,
  type SourceRow,
  type Supplier,
} from '../../../inventory/server/contract';
import { productOfVariant, variantColumns } from './sellable';
import {
  callersCart,
  standing,
  standingColumns,
  type StandingRow,
  type VariantRow,
} from './standing';

/** Stores that are tried for an add at most. */
const MOST_SUPPLIERS = 5;

export interface ItemStandingRow extends StandingRow {
  /** The variant of the SKU; null where there is none. */
  variant: VariantRow | null;
  /** The store named; null where there is none, or it is closed for good. */
  named_store: SourceRow | null;
  /** Stores that carry the variant, best first. */
  suppliers: Supplier[];
}

/**
 * Locks the caller's cart and reads, beside it, what it takes to put a SKU into it: the variant with
 * its price in the cart's currency, the store named, and the stores that have the goods.
 */
export const lockCartForItem = statement<
  [
    customerId: number | null,
    publicId: string | null,
    sku: string,
    quantity: number,
    storeDocumentId: string | null,
  ],
  ItemStandingRow
>(
  'cart.lock_for_item',
  `${callersCart('FOR UPDATE OF cart')}
  SELECT ${standingColumns},
         (SELECT row_to_json(goods)
            FROM (SELECT ${variantColumns('place.currency', 'shop.currency')}
                    FROM variants variant ${productOfVariant}
                   WHERE variant.sku = $3) goods) AS variant,
         (SELECT row_to_json(named)
            FROM (SELECT ${sourceColumns} FROM stores store
                   WHERE store.document_id = $5::text AND store.active) named) AS named_store,
         coalesce((SELECT json_agg(row_to_json(supplier))
                     FROM (${suppliersOf({
                       variantId: '(SELECT id FROM variants WHERE sku = $3)',
                       quantity: '$4::int',
                       latitude: 'place.latitude',
                       longitude: 'place.longitude',
                       serves: `CASE place.delivery_type WHEN 'pickup' THEN store.pickup
                                                         WHEN 'delivery' THEN store.delivery
                                                         ELSE true END`,
                       most: MOST_SUPPLIERS,
                     })}) supplier
                    WHERE $5::text IS NULL), '[]') AS suppliers ${standing}
   CROSS JOIN LATERAL (
      SELECT CASE WHEN cart.status = 'open' THEN cart.currency ELSE shop.currency END AS currency,
             CASE WHEN cart.status = 'open' THEN cart.latitude END AS latitude,
             CASE WHEN cart.status = 'open' THEN cart.longitude END AS longitude,
             CASE WHEN cart.status = 'open' THEN cart.delivery_type END AS delivery_type
    ) place
   LIMIT 1`,
);
