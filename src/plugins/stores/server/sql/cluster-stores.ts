import { statement } from '../../../kernel/server/contract';

/** Clusters of an answer at most, the largest of them. */
const MOST_CLUSTERS = 1_000;
/** Cells along the edge of a tile of the map: stores closer than a cell would lie on each other. */
const CELLS_A_TILE = 4;

export interface ClusterRow {
  count: number;
  latitude: number;
  longitude: number;
  /** Of a store that is alone in its cell; else null. */
  document_id: string | null;
  name: string | null;
}

/**
 * The active stores of a part of a map, those that would lie on each other together, at the middle of
 * where they are. Cells are squares of the usual map's (Mercator's), so that they look alike everywhere.
 * A box whose west is east of its east goes over the antimeridian.
 */
export const clusterStores = statement<
  [west: number, south: number, east: number, north: number, zoom: number],
  ClusterRow
>(
  'stores.cluster_stores',
  `SELECT count(*) AS count, avg(latitude) AS latitude, avg(longitude) AS longitude,
          CASE WHEN count(*) = 1 THEN min(document_id) END AS document_id,
          CASE WHEN count(*) = 1 THEN min(name) END AS name
     FROM stores
    WHERE active AND latitude BETWEEN $2 AND $4
      AND CASE WHEN $1::float8 <= $3::float8 THEN longitude BETWEEN $1 AND $3
               ELSE longitude >= $1 OR longitude <= $3 END
    GROUP BY floor((longitude + 180) / 360 * ${CELLS_A_TILE} * power(2, $5::int)),
             floor(ln(tan(pi() / 4 + radians(greatest(least(latitude, 85), -85)) / 2)) / (2 * pi())
                   * ${CELLS_A_TILE} * power(2, $5::int))
    ORDER BY count(*) DESC, min(document_id)
    LIMIT ${MOST_CLUSTERS}`,
);
