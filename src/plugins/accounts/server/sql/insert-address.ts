import { statement } from '../../../kernel/server/contract';
import type { AddressRow, AddressValues } from '../domain/address';

/** Saves an address of a customer. */
export const insertAddress = statement<
  [userId: number, documentId: string, ...values: AddressValues],
  AddressRow
>(
  'accounts.insert_address',
  `INSERT INTO addresses
          (user_id, document_id, first_name, last_name, phone, line_1, line_2, city, region,
           postal_code, country, created_at, updated_at, published_at)
   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, now(), now(), now())
   RETURNING document_id, first_name, last_name, phone, line_1, line_2, city, region, postal_code, country`,
);
