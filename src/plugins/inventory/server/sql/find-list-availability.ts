import { statement } from '../../../kernel/server/contract';
import { storeColumns, type StoreRow } from '../../../stores/server/contract';
import { freeStock } from './free-stock';
import { onSale } from './on-sale';

export interface ListAvailabilityRow extends StoreRow {
  distance: number | null;
  /** How many of the SKUs it has enough of. */
  complete: number;
  goods: { sku: string; available: number }[];
}

/**
 * Which stores have how much of a whole list of goods: those that have enough of most of it first,
 * among them the nearest. It begins at the stock rows, for the only store that has something may be
 * far away. Every SKU of the list that is on sale stands in each store's goods, with 0 where the store
 * has none.
 */
export const findListAvailability = statement<
  [
    skus: readonly string[],
    quantity: number,
    latitude: number | null,
    longitude: number | null,
    radius: number,
    limit: number,
  ],
  ListAvailabilityRow
>(
  'inventory.find_list_availability',
  `WITH wanted AS MATERIALIZED (
     SELECT variant.id, variant.sku
       FROM variants variant WHERE variant.sku = ANY ($1::text[]) AND ${onSale}
   ), carrying AS MATERIALIZED (
     SELECT level.store_id, count(*) FILTER (WHERE free.available >= $2) AS complete,
            sum(free.available) AS units
       FROM stock_levels level ${freeStock}
      WHERE level.variant_id = ANY (ARRAY(SELECT id FROM wanted))
      GROUP BY level.store_id
   ), ranked AS MATERIALIZED (
     SELECT carrying.*, way.distance
       FROM carrying
       JOIN stores store ON store.id = carrying.store_id AND store.active
      CROSS JOIN LATERAL (
              SELECT CASE WHEN $3::float8 IS NOT NULL
                          THEN great_circle_km($3, $4, store.latitude, store.longitude)
                     END AS distance) way
      WHERE $3::float8 IS NULL OR way.distance <= $5
      ORDER BY complete DESC, distance, units DESC, store_id
      LIMIT $6
   )
   SELECT ${storeColumns}, ranked.distance, ranked.complete, held.goods
     FROM ranked
     JOIN stores store ON store.id = ranked.store_id
    CROSS JOIN LATERAL (
            SELECT jsonb_agg(jsonb_build_object('sku', wanted.sku, 'available',
                                                coalesce(free.available, 0)) ORDER BY wanted.sku) AS goods
              FROM wanted
              LEFT JOIN stock_levels level
                     ON level.store_id = store.id AND level.variant_id = wanted.id
              ${freeStock}) held
    ORDER BY ranked.complete DESC, ranked.distance, ranked.units DESC, ranked.store_id`,
);
