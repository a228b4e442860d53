import { STORE_FIELDS, type FileStore, type StoreField } from './file-store';

/** A store's columns that an import writes. */
export interface WrittenStore {
  code: string;
  name: string;
  latitude: number;
  longitude: number;
  street: string | null;
  city: string | null;
  region: string | null;
  postal_code: string | null;
  country: string;
  timezone: string;
  phone: string | null;
  email: string | null;
  opening_hours: string | null;
  services: string[] | null;
}

const EMPTY = {
  street: null,
  city: null,
  region: null,
  postal_code: null,
  phone: null,
  email: null,
  opening_hours: null,
  services: [],
};

/** The store that a row makes where there is none of its code. */
export function newStore({ zoneTold: _, ...store }: FileStore): WrittenStore {
  return { ...EMPTY, ...dropUndefined(store) };
}

/**
 * The stored store as a row changes it; undefined where the row says nothing new. What the file has
 * no column for stays. A zone that only follows from the coordinates is written when they move, so
 * that one which was set by hand stays.
 */
export function changedStore(
  stored: WrittenStore,
  { zoneTold, ...store }: FileStore,
): WrittenStore | undefined {
  const moved = store.latitude !== stored.latitude || store.longitude !== stored.longitude;
  const timezone = zoneTold || moved || !stored.timezone ? store.timezone : stored.timezone;
  const changed = { ...stored, ...dropUndefined(store), timezone };
  const same = STORE_FIELDS.every((field) => isEqual(field, stored, changed));
  return same ? undefined : changed;
}

function isEqual(field: StoreField, one: WrittenStore, other: WrittenStore): boolean {
  if (field !== 'services') return one[field] === other[field];
  return JSON.stringify(one.services) === JSON.stringify(other.services);
}

function dropUndefined<T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  const told = Object.entries(value).filter(([, field]) => field !== undefined);
  return Object.fromEntries(told) as { [K in keyof T]: Exclude<T[K], undefined> };
}
