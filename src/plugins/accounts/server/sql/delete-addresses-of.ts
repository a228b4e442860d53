import { statement } from '../../../kernel/server/contract';

export const deleteAddressesOf = statement<[userId: number], never>(
  'accounts.delete_addresses_of',
  `DELETE FROM addresses WHERE user_id = $1`,
);
