import { statement } from '../../../kernel/server/contract';

/**
 * Writes new stores as Strapi's document service would: in milliseconds, published, with the
 * defaults of the content type.
 */
export const insertStores = statement<[stores: string], never>(
  'stores.insert_stores',
  `INSERT INTO stores
          (document_id, code, name, latitude, longitude, street, city, region, postal_code, country,
           timezone, phone, email, opening_hours, services, active, pickup, delivery,
           created_at, updated_at, published_at)
   SELECT document_id, code, name, latitude, longitude, street, city, region, postal_code, country,
          timezone, phone, email, opening_hours, services, true, true, true,
          date_trunc('milliseconds', now()), date_trunc('milliseconds', now()),
          date_trunc('milliseconds', now())
     FROM jsonb_to_recordset($1::jsonb) AS store (
          document_id text, code text, name text, latitude float8, longitude float8, street text,
          city text, region text, postal_code text, country text, timezone text, phone text,
          email text, opening_hours text, services jsonb)`,
);
