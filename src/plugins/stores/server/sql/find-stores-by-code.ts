import { statement } from '../../../kernel/server/contract';
import type { WrittenStore } from '../domain/merge-store';

/** What an import compares its rows with. */
export const findStoresByCode = statement<[codes: string[]], WrittenStore>(
  'stores.find_stores_by_code',
  `SELECT code, name, latitude, longitude, street, city, region, postal_code, country, timezone,
          phone, email, opening_hours, services
     FROM stores
    WHERE code = ANY($1::text[])`,
);
