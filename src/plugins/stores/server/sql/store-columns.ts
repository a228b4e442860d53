/** The columns of `store` that `presentStore` needs, for the statements that find stores. */
export const storeColumns = `
          store.document_id, store.code, store.name, store.street, store.city, store.region,
          store.postal_code, store.country, store.latitude, store.longitude, store.phone, store.email,
          store.timezone, store.opening_hours, store.opening_exceptions, store.services, store.pickup,
          store.delivery`;

export interface StoreRow {
  document_id: string;
  code: string;
  name: string;
  street: string | null;
  city: string | null;
  region: string | null;
  postal_code: string | null;
  country: string;
  latitude: number;
  longitude: number;
  phone: string | null;
  email: string | null;
  timezone: string;
  opening_hours: string | null;
  opening_exceptions: string | null;
  services: string[] | null;
  pickup: boolean;
  delivery: boolean;
}
