import type { StoreRow } from '../sql/store-columns';
import { openingOf, type Opening } from './opening';

/** A store that was found by its distance, as the public sees it. */
export interface PublicStore extends Opening {
  documentId: string;
  code: string;
  name: string;
  street: string | null;
  city: string | null;
  region: string | null;
  postalCode: string | null;
  country: string;
  latitude: number;
  longitude: number;
  /** Kilometres along the great circle, to the millimetre; null where nobody said from where. */
  distance: number | null;
  phone: string | null;
  email: string | null;
  timezone: string;
  services: string[];
  pickup: boolean;
  delivery: boolean;
}

/**
 * @param now the instant that `openNow` is about
 */
export function presentStore(row: StoreRow & { distance: number | null }, now: Date): PublicStore {
  const texts = {
    openingHours: row.opening_hours,
    openingExceptions: row.opening_exceptions,
    timezone: row.timezone,
  };
  return {
    documentId: row.document_id,
    code: row.code,
    name: row.name,
    street: row.street,
    city: row.city,
    region: row.region,
    postalCode: row.postal_code,
    country: row.country,
    latitude: row.latitude,
    longitude: row.longitude,
    distance: row.distance === null ? null : Math.round(row.distance * 1e6) / 1e6,
    phone: row.phone,
    email: row.email,
    timezone: row.timezone,
    ...openingOf(texts, now),
    services: row.services ?? [],
    pickup: row.pickup,
    delivery: row.delivery,
  };
}
