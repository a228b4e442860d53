import { statement } from '../../../kernel/server/contract';
import { suppliersOf, type Supplier } from '../../../inventory/server/contract';
import { heldAtOrigin, type HeldAtOrigin } from './held-at-origin';
import { productOfVariant, servesCart, variantColumns } from './sellable';
import type { VariantRow } from './standing';

/** Stores that are read with each variant at most. */
export const MOST_SUPPLIERS = 3;

/** So many of a variant that somebody shares. */
export interface SharedGoodsRow {
  variant: VariantRow;
  quantity: number;
  /** Stores that carry it, best first for the cart that it goes into. */
  suppliers: Supplier[];
  /** Null where holds are not limited. */
  held_at_origin: HeldAtOrigin | null;
}

/**
 * Reads the goods of a cart that is shared, priced for the cart that they are copied into. Whose the
 * shared cart is and where its goods come from is nobody else's matter and is not read.
 */
export const readSharedGoods = statement<
  [publicId: string, intoCartId: number, origin: string | null, holdSeconds: number],
  SharedGoodsRow
>(
  'cart.read_shared_goods',
  `SELECT goods.variant, shared.quantity, coalesce(near.suppliers, '[]') AS suppliers,
          ${heldAtOrigin('shared.variant_id', '$3', '$4::float8')} AS held_at_origin
     FROM (SELECT line.variant_id, sum(line.quantity)::int AS quantity,
                  min(line.position) AS position
             FROM carts source
             JOIN cart_lines line ON line.cart_id = source.id
            WHERE source.public_id = $1 AND source.expires_at > now()
            GROUP BY line.variant_id) shared
     JOIN carts place ON place.id = $2
    CROSS JOIN shop_settings shop
    CROSS JOIN LATERAL (
       SELECT row_to_json(goods) AS variant
         FROM (SELECT ${variantColumns('place.currency', 'shop.currency')}
                 FROM variants variant ${productOfVariant}
                WHERE variant.id = shared.variant_id) goods
     ) goods
     LEFT JOIN LATERAL (
       SELECT json_agg(row_to_json(supplier)) AS suppliers
         FROM (${suppliersOf({
           variantId: 'shared.variant_id',
           quantity: 'shared.quantity',
           latitude: 'place.latitude',
           longitude: 'place.longitude',
           serves: servesCart('place.delivery_type'),
           most: MOST_SUPPLIERS,
         })}) supplier
     ) near ON true
    ORDER BY shared.position`,
);
