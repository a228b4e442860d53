import { statement } from '../../../kernel/server/contract';

/** Holds of carts, by whether their time is up. */
export const countHolds = statement<[], { live: number; expired: number }>(
  'inventory.count_holds',
  `SELECT count(*) FILTER (WHERE expires_at > now()) AS live,
          count(*) FILTER (WHERE expires_at <= now()) AS expired
     FROM holds
    WHERE state = 'held'`,
);
