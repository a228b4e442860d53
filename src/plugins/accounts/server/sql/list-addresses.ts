import { statement } from '../../../kernel/server/contract';
import type { AddressRow } from '../domain/address';

/** A customer's addresses, or the one of them that is asked for. */
export const listAddresses = statement<[userId: number, documentId: string | null], AddressRow>(
  'accounts.list_addresses',
  `SELECT document_id, first_name, last_name, phone, line_1, line_2, city, region, postal_code, country
     FROM addresses
    WHERE user_id = $1 AND ($2::text IS NULL OR document_id = $2)
    ORDER BY id`,
);
