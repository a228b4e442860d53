import { statement } from '../../../kernel/server/contract';

/** Writes changed stores, known by their codes. */
export const updateStores = statement<[stores: string], never>(
  'stores.update_stores',
  `UPDATE stores
      SET name = new.name, latitude = new.latitude, longitude = new.longitude, street = new.street,
          city = new.city, region = new.region, postal_code = new.postal_code,
          country = new.country, timezone = new.timezone, phone = new.phone, email = new.email,
          opening_hours = new.opening_hours, services = new.services,
          updated_at = date_trunc('milliseconds', now())
     FROM jsonb_to_recordset($1::jsonb) AS new (
          code text, name text, latitude float8, longitude float8, street text, city text,
          region text, postal_code text, country text, timezone text, phone text, email text,
          opening_hours text, services jsonb)
    WHERE stores.code = new.code`,
);
