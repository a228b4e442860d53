import { statement } from '../../../kernel/server/contract';
import { MOST_STORES, storeColumns, type StoreRow } from '../../../stores/server/contract';
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
 * among them the nearest. Only the nearest hundred stores within the radius are looked at where
 * the shopper's place is known, so it costs no more in a country of thousands. Every SKU of the list
 * that is on sale stands in each store's goods, with 0 where the store has none.
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
   ), near AS MATERIALIZED (
     (SELECT store.id, great_circle_km($3, $4, store.latitude, store.longitude) AS distance
        FROM stores store
       WHERE $3::float8 IS NOT NULL AND store.active
         AND earth_point(store.latitude, store.longitude) && earth_cube_around(coalesce($3, 0), coalesce($4, 0), $5)
       ORDER BY earth_point(store.latitude, store.longitude) <-> earth_point(coalesce($3, 0), coalesce($4, 0)), store.code
       LIMIT ${MOST_STORES})
      UNION ALL
     SELECT store.id, NULL FROM stores store WHERE $3::float8 IS NULL AND store.active
   ), ranked AS MATERIALIZED (
     SELECT near.id, near.distance, row_number() OVER (
              ORDER BY count(*) FILTER (WHERE level.on_hand - level.reserved >= $2) DESC,
                       near.distance, sum(level.on_hand - level.reserved) DESC, near.id) AS turn
       FROM near
       JOIN stock_levels level ON level.store_id = near.id
                              AND level.variant_id IN (SELECT id FROM wanted)
      WHERE near.distance IS NULL OR near.distance <= $5
      GROUP BY near.id, near.distance
      ORDER BY turn
      LIMIT $6
   )
   SELECT ${storeColumns}, ranked.distance,
          (SELECT count(*) FROM jsonb_array_elements(held.goods) one
            WHERE (one ->> 'available')::int >= $2) AS complete, held.goods
     FROM ranked
     JOIN stores store ON store.id = ranked.id
    CROSS JOIN LATERAL (
            SELECT jsonb_agg(jsonb_build_object('sku', wanted.sku, 'available',
                                                coalesce(free.available, 0)) ORDER BY wanted.sku) AS goods
              FROM wanted
              LEFT JOIN stock_levels level
                     ON level.store_id = store.id AND level.variant_id = wanted.id
              ${freeStock}) held
    ORDER BY complete DESC, ranked.turn`,
);
