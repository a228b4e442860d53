import { statement } from '../../../kernel/server/contract';
import { MOST_STORES, storeColumns, type StoreRow } from '../../../stores/server/contract';
import { freeStock } from './free-stock';

/**
 * The active stores whose name or address has words like these, the likest first or, where the
 * shopper's place is known, the nearest of them within the radius. With a variant only those that have
 * so many of it now. The index is asked for the longest word, which few stores have; the others are
 * looked for in what it gives.
 */
export const findStoresByText = statement<
  [
    latitude: number | null,
    longitude: number | null,
    radius: number,
    services: string,
    limit: number,
    variantId: number | null,
    quantity: number,
    longest: string,
    words: readonly string[],
  ],
  StoreRow & { distance: number | null; available: number | null }
>(
  'inventory.find_stores_by_text',
  `SELECT nearest.*
     FROM (
       SELECT ${storeColumns}, CASE WHEN $6::int IS NOT NULL THEN free.available END AS available,
              CASE WHEN $1::float8 IS NOT NULL
                   THEN great_circle_km($1, $2, store.latitude, store.longitude) END AS distance,
              (SELECT sum(word_similarity(word, store_text(store.name, store.street, store.city,
                                                           store.region, store.postal_code)))
                 FROM unnest($9::text[]) AS word) AS likeness
         FROM stores store
         LEFT JOIN stock_levels level ON level.store_id = store.id AND level.variant_id = $6
         ${freeStock}
        WHERE store.active
          AND $8::text <% store_text(store.name, store.street, store.city, store.region, store.postal_code)
          AND NOT EXISTS (
                SELECT FROM unnest($9::text[]) AS word
                 WHERE NOT word <% store_text(store.name, store.street, store.city, store.region,
                                              store.postal_code))
          AND coalesce(store.services @> $4::jsonb, $4::jsonb = '[]')
          AND ($6::int IS NULL OR level.on_hand >= $7 AND free.available >= $7)
     ) nearest
    WHERE $1::float8 IS NULL OR nearest.distance <= $3
    ORDER BY nearest.distance, nearest.likeness DESC, nearest.code
    LIMIT least($5, ${MOST_STORES})`,
);
