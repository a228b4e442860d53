import { statement } from '../../../kernel/server/contract';
import {
  sourceColumns,
  suppliersOf,
  type SourceRow,
  type Supplier,
} from '../../../inventory/server/contract';
import { heldAtOrigin, type HeldAtOrigin } from './held-at-origin';
import { productOfVariant, servesCart, variantColumns } from './sellable';
import {
  callersCart,
  standing,
  standingColumns,
  type StandingRow,
  type VariantRow,
} from './standing';

/** Stores that are read with the cart at most. */
export const MOST_SUPPLIERS = 5;

export interface ItemStandingRow extends StandingRow {
  /** The variant of the SKU or the line; null where there is none. */
  variant: VariantRow | null;
  /** The store named; null where there is none, or it is closed for good. */
  named_store: SourceRow | null;
  /** Stores that carry the variant of the SKU, best first; none where a store is named. */
  suppliers: Supplier[];
  /** Null where holds are not limited. */
  held_at_origin: HeldAtOrigin | null;
}

/**
 * Locks the caller's cart and reads, beside it, what it takes to put a SKU into it, or more of a line:
 * the variant with its price in the cart's currency, the store named, the stores that have the goods,
 * and what the address of origin holds already.
 */
export const lockCartForItem = statement<
  [
    customerId: number | null,
    publicId: string | null,
    sku: string | null,
    itemId: string | null,
    quantity: number,
    storeDocumentId: string | null,
    origin: string | null,
    holdSeconds: number,
  ],
  ItemStandingRow
>(
  'cart.lock_for_item',
  `${callersCart('FOR UPDATE OF cart')}, wanted AS MATERIALIZED (
    SELECT id FROM variants WHERE sku = $3::text
     UNION ALL
    SELECT variant_id FROM cart_lines WHERE id = $4::text
  )
  SELECT ${standingColumns},
         (SELECT row_to_json(goods)
            FROM (SELECT ${variantColumns('place.currency', 'shop.currency')}
                    FROM variants variant ${productOfVariant}
                   WHERE variant.id = (SELECT id FROM wanted)) goods) AS variant,
         (SELECT row_to_json(named)
            FROM (SELECT ${sourceColumns} FROM stores store
                   WHERE store.document_id = $6::text AND store.active) named) AS named_store,
         coalesce((SELECT json_agg(row_to_json(supplier))
                     FROM (${suppliersOf({
                       variantId: '(SELECT id FROM wanted)',
                       quantity: '$5::int',
                       latitude: 'place.latitude',
                       longitude: 'place.longitude',
                       serves: servesCart('place.delivery_type'),
                       most: MOST_SUPPLIERS,
                     })}) supplier
                    WHERE $3::text IS NOT NULL AND $6::text IS NULL), '[]') AS suppliers,
         ${heldAtOrigin('(SELECT id FROM wanted)', '$7', '$8::float8')} AS held_at_origin ${standing}
   CROSS JOIN LATERAL (
      SELECT CASE WHEN cart.status = 'open' THEN cart.currency ELSE shop.currency END AS currency,
             CASE WHEN cart.status = 'open' THEN cart.latitude END AS latitude,
             CASE WHEN cart.status = 'open' THEN cart.longitude END AS longitude,
             CASE WHEN cart.status = 'open' THEN cart.delivery_type END AS delivery_type
    ) place
   LIMIT 1`,
);
