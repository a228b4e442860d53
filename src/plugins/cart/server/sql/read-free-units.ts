import { freeStock } from '../../../inventory/server/contract';
import { statement } from '../../../kernel/server/contract';
import { servesCart } from './sellable';

/** How many units of a variant a store has free, or those stores that serve a cart. */
export const readFreeUnits = statement<
  [
    variantId: number,
    /** Null where it may be any store. */
    storeId: number | null,
    deliveryType: string | null,
  ],
  {
    /** The most that one store has. */
    most: number;
    together: number;
    backorderable: boolean;
  }
>(
  'cart.read_free_units',
  `SELECT coalesce(max(free.available), 0) AS most,
          coalesce(sum(free.available), 0)::float8 AS together,
          coalesce(bool_or(level.backorderable), false) AS backorderable
     FROM stock_levels level
     JOIN stores store ON store.id = level.store_id ${freeStock}
    WHERE level.variant_id = $1::int AND store.active
      AND CASE WHEN $2::int IS NULL THEN ${servesCart('$3::text')} ELSE store.id = $2 END`,
);
