import { statement } from '../../../kernel/server/contract';

/** Deletes the addresses of a customer who leaves. */
export const deleteAddressesOf = statement<[userId: number], never>(
  'accounts.delete_addresses_of',
  `DELETE FROM addresses WHERE user_id = $1`,
);
