import { statement } from '../../../kernel/server/contract';
import type { AddressRow, AddressValues } from '../domain/address';

export const updateAddress = statement<
  [userId: number, documentId: string, ...values: AddressValues],
  AddressRow
>(
  'accounts.update_address',
  `UPDATE addresses
      SET first_name = $3, last_name = $4, phone = $5, line_1 = $6, line_2 = $7, city = $8,
          region = $9, postal_code = $10, country = $11, updated_at = now()
    WHERE user_id = $1 AND document_id = $2
   RETURNING document_id, first_name, last_name, phone, line_1, line_2, city, region, postal_code, country`,
);
