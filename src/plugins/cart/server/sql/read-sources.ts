import { statement } from '../../../kernel/server/contract';
import { freeStock, sourceColumns, type SourceRow } from '../../../inventory/server/contract';
import { MOST_LINES } from '../domain/limits';
import { callersCart } from './standing';

/** Stores that are looked at for each thing, beyond those that it takes, and those with the most of everything. */
const MOST_FOR_ONE = 12;
const MOST_FOR_ALL = 40;

/** A store that could supply something of a cart. */
export interface SourceOfCartRow extends SourceRow {
  name: string;
  /** Kilometres; 0 where the place is not known. */
  distance: number;
  /** Units that it can supply, up to what the cart wants, by the variant's id. */
  units: Record<number, number>;
}

export interface SourcesRow {
  wanted: { variantId: number; sku: string; quantity: number }[];
  stores: SourceOfCartRow[];
}

/**
 * The goods of the caller's open cart, and the stores that could supply them to a place, each with
 * what it could: what it has free, and what this very cart holds there. Of many stores those are kept
 * that a plan can need: the nearest that has everything, for each thing the nearest that have all of
 * it or else the most, as many as it takes to have it together, and those with the most of everything.
 */
export const readSources = statement<
  [
    customerId: number | null,
    publicId: string | null,
    latitude: number | null,
    longitude: number | null,
    pickup: boolean,
  ],
  SourcesRow
>(
  'cart.read_sources',
  `${callersCart('')}, line AS MATERIALIZED (
     SELECT line.*
       FROM cart
       JOIN cart_lines line ON line.cart_id = cart.id
      WHERE cart.status = 'open'
   ), wanted AS MATERIALIZED (
     SELECT variant_id, sum(quantity)::int AS quantity, min(position) AS position
       FROM line GROUP BY variant_id
   ), offer AS MATERIALIZED (
     SELECT level.store_id, wanted.variant_id, wanted.quantity,
            CASE WHEN level.backorderable THEN wanted.quantity
                 ELSE least(free.available + coalesce(own.quantity, 0), wanted.quantity) END::int
              AS units,
            CASE WHEN $3::float8 IS NULL THEN 0
                 ELSE great_circle_km($3, $4, store.latitude, store.longitude) END AS distance
       FROM wanted
       JOIN stock_levels level ON level.variant_id = wanted.variant_id
       JOIN stores store ON store.id = level.store_id ${freeStock}
       LEFT JOIN line own ON own.variant_id = wanted.variant_id AND own.store_id = level.store_id
                         AND own.reserved_until > now()
      WHERE store.active AND CASE WHEN $5::boolean THEN store.pickup ELSE store.delivery END
   ), ranked AS (
     SELECT offer.*, row_number() OVER best_first AS place,
            sum(units) OVER best_first - units < quantity AS needed
       FROM offer WHERE units > 0
     WINDOW best_first AS (PARTITION BY variant_id
                               ORDER BY units = quantity DESC,
                                        CASE WHEN units < quantity THEN -units END,
                                        distance, store_id)
   ), supplier AS (
     SELECT store_id, distance, min(place) AS place, sum(units) AS units,
            bool_or(needed AND place <= ${MOST_LINES}) AS needed,
            json_object_agg(variant_id, units) AS by_variant,
            count(*) FILTER (WHERE units = quantity) = (SELECT count(*) FROM wanted) AS complete
       FROM ranked GROUP BY store_id, distance
   ), kept AS (
     SELECT supplier.*,
            row_number() OVER (ORDER BY complete DESC, distance, store_id) AS by_distance,
            row_number() OVER (ORDER BY units DESC, distance, store_id) AS by_units
       FROM supplier
   )
   SELECT coalesce((SELECT json_agg(json_build_object('variantId', wanted.variant_id,
                                                      'sku', variant.sku,
                                                      'quantity', wanted.quantity)
                                    ORDER BY wanted.position)
                      FROM wanted JOIN variants variant ON variant.id = wanted.variant_id),
                   '[]') AS wanted,
          coalesce((SELECT json_agg(row_to_json(found))
                      FROM (SELECT ${sourceColumns}, store.name, kept.distance,
                                   kept.by_variant AS units
                              FROM kept JOIN stores store ON store.id = kept.store_id
                             WHERE kept.needed OR kept.by_distance = 1 OR kept.place <= ${MOST_FOR_ONE}
                                OR kept.by_units <= ${MOST_FOR_ALL}
                             ORDER BY kept.distance, store.id) found),
                   '[]') AS stores`,
);
