import { statement } from '../../../kernel/server/contract';
import type { AddressRow } from '../domain/address';
import type { Address } from '../domain/address-body';

const COLUMNS: Readonly<Record<keyof Address, string>> = {
  firstName: 'first_name',
  lastName: 'last_name',
  phone: 'phone',
  line1: 'line_1',
  line2: 'line_2',
  city: 'city',
  region: 'region',
  postalCode: 'postal_code',
  country: 'country',
};

const changed = Object.entries(COLUMNS).map(
  ([name, column]) =>
    `${column} = CASE WHEN changes ? '${name}' THEN changes ->> '${name}' ELSE ${column} END`,
);

/** Changes what is named of an address; the rest stays as it is. */
export const updateAddress = statement<
  [userId: number, documentId: string, changes: string],
  AddressRow
>(
  'accounts.update_address',
  `UPDATE addresses
      SET ${changed.join(', ')}, updated_at = now()
     FROM (SELECT $3::jsonb AS changes) given
    WHERE user_id = $1 AND document_id = $2
   RETURNING document_id, first_name, last_name, phone, line_1, line_2, city, region, postal_code, country`,
);
