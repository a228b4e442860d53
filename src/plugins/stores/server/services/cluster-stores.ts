import type { Queryable } from '../../../kernel/server/contract';
import { clusterStores } from '../sql/cluster-stores';

/** A part of a map, in degrees. */
export interface MapBox {
  west: number;
  south: number;
  east: number;
  north: number;
}

export interface StoreCluster {
  count: number;
  latitude: number;
  longitude: number;
  /** Of a store that is alone. */
  store?: { documentId: string; name: string };
}

/** The active stores of a part of a map, those that are too close to tell apart as one. */
export async function storeClusters(
  database: Queryable,
  { west, south, east, north }: MapBox,
  zoom: number,
): Promise<StoreCluster[]> {
  const rows = await database.query(clusterStores, [west, south, east, north, zoom]);
  return rows.map(({ count, latitude, longitude, document_id: documentId, name }) => ({
    count,
    latitude,
    longitude,
    ...(documentId === null ? {} : { store: { documentId, name: name ?? '' } }),
  }));
}
