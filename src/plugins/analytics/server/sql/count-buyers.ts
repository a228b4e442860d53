import { statement } from '../../../kernel/server/contract';
import type { Scope } from '../../../orders/server/contract';
import { buyersIn } from './buyers';
import type { Whose } from './sales';

/** How many bought in a time for the first time in this shop, and how many had bought before. */
export const countBuyers = (scope: Scope) =>
  statement<
    [...Whose, from: Date, before: Date, nobody: string],
    { new_ones: number; returning_ones: number }
  >(
    `analytics.count_buyers_${scope}`,
    `SELECT count(*) FILTER (WHERE NOT known.before) AS new_ones,
            count(*) FILTER (WHERE known.before) AS returning_ones
       FROM (${buyersIn(scope, { from: '$3', before: '$4' }, '$5')}) buyer
      CROSS JOIN LATERAL (
        SELECT EXISTS (SELECT FROM orders earlier
                        WHERE earlier.customer_id = buyer.customer_id
                          AND earlier.state <> 'cancelled'
                          AND earlier.placed_at < $3::timestamptz AT TIME ZONE 'UTC')
            OR EXISTS (SELECT FROM orders earlier
                        WHERE lower(earlier.email) = buyer.address
                          AND earlier.customer_id IS NULL AND earlier.state <> 'cancelled'
                          AND earlier.placed_at < $3::timestamptz AT TIME ZONE 'UTC') AS before
      ) known`,
  );
