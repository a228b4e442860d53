/**
 * Beside these verbs, statements of higher floors may call the functions that `tables.ts` makes in
 * the database: `earth_point`, `earth_cube_around` and `great_circle_km`.
 */
export { nearestStores, type StoreSearch } from './services/nearest-stores';
export { numberInQuery, placeInQuery } from './domain/place-query';
export { withOpening } from './services/opening';
export { presentStore, type PublicStore } from './services/present-store';
export { MOST_STORES, reachOf, type Reach } from './sql/find-nearest-stores';
export { storeColumns, type StoreRow } from './sql/store-columns';
export { importStores, type ImportStoresOptions } from './services/import-stores';
