import { statement } from '../../../kernel/server/contract';
import type { Scope } from '../../../orders/server/contract';
import type { Sums } from '../domain/sums';
import { refundsIn, salesIn, saleSums, type Whose } from './sales';

export type Interval = 'day' | 'week' | 'month';

const BOUNDS = { from: '$3', before: '$4' };

/** The beginning of the interval, by the reader's clock, in which a column of Strapi's lies. */
const beginning = (column: string) =>
  `date_trunc($6::text, ${column} AT TIME ZONE 'UTC' AT TIME ZONE $5::text)`;

/**
 * The sums of each day, week (from Monday) or month of a time, also of those in which nothing was sold.
 * Of the first and the last only what lies in the time is counted.
 */
export const readSeries = (scope: Scope) =>
  statement<
    [...Whose, from: Date, before: Date, timeZone: string, interval: Interval],
    Sums & { start: string }
  >(
    `analytics.read_series_${scope}`,
    `WITH sold AS (
       SELECT ${beginning('placed_at')} AS start, ${saleSums}
         FROM (${salesIn(scope, BOUNDS)}) sale
        GROUP BY 1
     ), refunded AS (
       SELECT ${beginning('at')} AS start, sum(amount)::bigint AS refunds
         FROM (${refundsIn(scope, BOUNDS)}) refund
        GROUP BY 1
     )
     SELECT to_char(start, 'YYYY-MM-DD') AS start, coalesce(orders, 0) AS orders,
            coalesce(gross, 0) AS gross, coalesce(discounts, 0) AS discounts,
            coalesce(shipping, 0) AS shipping, coalesce(tax, 0) AS tax,
            coalesce(rounding, 0) AS rounding, coalesce(total, 0) AS total,
            coalesce(refunds, 0) AS refunds
       FROM generate_series(
              date_trunc($6::text, $3::timestamptz AT TIME ZONE $5::text),
              ($4::timestamptz - interval '1 microsecond') AT TIME ZONE $5::text,
              ('1 ' || $6::text)::interval) AS start
       LEFT JOIN sold USING (start)
       LEFT JOIN refunded USING (start)
      ORDER BY start`,
  );
