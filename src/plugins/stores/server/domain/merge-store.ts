import { STORE_FIELDS, type FileStore, type StoreField } from './file-store';

type RequiredField = 'code' | 'name' | 'latitude' | 'longitude' | 'country' | 'timezone';

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
export function newStore(file: FileStore): WrittenStore {
  return { ...EMPTY, ...toldBy(file) };
}

/**
 * The stored store as a row changes it; undefined where the row says nothing new. What the file has
 * no column for stays. A zone that only follows from the coordinates is written when they move, so
 * that one which was set by hand stays.
 */
export function changedStore(stored: WrittenStore, file: FileStore): WrittenStore | undefined {
  const moved = file.latitude !== stored.latitude || file.longitude !== stored.longitude;
  const timezone = file.zoneTold || moved || !stored.timezone ? file.timezone : stored.timezone;
  const changed = { ...stored, ...toldBy(file), timezone };
  const same = STORE_FIELDS.every((field) => isEqual(field, stored, changed));
  return same ? undefined : changed;
}

type Told = { [Field in StoreField]: Exclude<FileStore[Field], undefined> };

function toldBy(file: FileStore): Pick<Told, RequiredField> & Partial<Told> {
  const told = STORE_FIELDS.filter((field) => file[field] !== undefined);
  return Object.fromEntries(told.map((field) => [field, file[field]])) as Told;
}

function isEqual(field: StoreField, one: WrittenStore, other: WrittenStore): boolean {
  if (field !== 'services') return one[field] === other[field];
  return JSON.stringify(one.services) === JSON.stringify(other.services);
}
