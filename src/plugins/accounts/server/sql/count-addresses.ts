import { statement } from '../../../kernel/server/contract';

/** Counts a customer's addresses, one caller of the same customer at a time. */
export const countAddresses = statement<[userId: number], { count: number }>(
  'accounts.count_addresses',
  `SELECT (SELECT count(*)::integer FROM addresses WHERE user_id = customer.id) AS count
     FROM up_users customer
    WHERE customer.id = $1 AND customer.deleted_at IS NULL
      FOR UPDATE`,
);
