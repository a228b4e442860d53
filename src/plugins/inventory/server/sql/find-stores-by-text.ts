import { statement } from '../../../kernel/server/contract';
import { MOST_STORES, storeColumns, type StoreRow } from '../../../stores/server/contract';
import { freeStock } from './free-stock';
import { variantNamed, type KnownOr } from './variant-named';

/**
 * The active stores whose name or address has words like these, the likest first or, where the
 * shopper's place is known, the nearest of them within the radius. With a SKU only those that have
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
    sku: string | null,
    quantity: number,
    longest: string,
    words: readonly string[],
  ],
  KnownOr<StoreRow & { distance: number | null; available: number | null }>
>(
  'inventory.find_stores_by_text',
  `WITH ${variantNamed('$6')}, asked AS MATERIALIZED (
     SELECT store_word(word) AS word FROM unnest($9::text[]) AS word
   )
   SELECT $6::text IS NULL OR EXISTS (SELECT FROM variant) AS known, nearest.*
     FROM (VALUES (1)) AS one
     LEFT JOIN (
       SELECT ${storeColumns}, CASE WHEN $6::text IS NOT NULL THEN free.available END AS available,
              way.distance,
              (SELECT sum(word_similarity(asked.word, told.text)) FROM asked) AS likeness
         FROM stores store
        CROSS JOIN LATERAL (
                SELECT CASE WHEN $1::float8 IS NOT NULL
                            THEN great_circle_km($1, $2, store.latitude, store.longitude)
                       END AS distance) way
        CROSS JOIN LATERAL (
                SELECT store_text(store.name, store.street, store.city, store.region,
                                  store.postal_code) AS text OFFSET 0) told
         LEFT JOIN stock_levels level
                ON level.store_id = store.id AND level.variant_id = (SELECT id FROM variant)
         ${freeStock}
        WHERE store.active
          AND store_word($8) <% store_text(store.name, store.street, store.city, store.region,
                                           store.postal_code)
          AND NOT EXISTS (SELECT FROM asked WHERE NOT asked.word <% told.text)
          AND coalesce(store.services @> $4::jsonb, $4::jsonb = '[]')
          AND ($6::text IS NULL OR level.on_hand >= $7 AND free.available >= $7)
          AND ($1::float8 IS NULL OR way.distance <= $3)
        ORDER BY distance, likeness DESC, store.code
        LIMIT least($5, ${MOST_STORES})
     ) nearest ON true
    ORDER BY nearest.distance, nearest.likeness DESC, nearest.code`,
);
