import { statement } from '../../../kernel/server/contract';

/**
 * Turns the two ends that somebody asks for into moments, by the clock of the database and the reader's
 * time zone: up to the end of today, and the thirty days before the end, where nothing is said. It also
 * tells the currency of the shop.
 */
export const resolvePeriod = statement<
  [
    fromDay: string | null,
    from: Date | null,
    toDay: string | null,
    to: Date | null,
    timeZone: string,
  ],
  {
    from_at: Date;
    before_at: Date;
    yesterday_at: Date;
    today_at: Date;
    tomorrow_at: Date;
    currency: string;
  }
>(
  'analytics.resolve_period',
  `WITH clock AS (
     SELECT date_trunc('day', now() AT TIME ZONE $5) AS today
   ), ended AS (
     SELECT today,
            coalesce(($3::date + 1)::timestamp AT TIME ZONE $5, $4::timestamptz,
                     (today + interval '1 day') AT TIME ZONE $5) AS before_at
       FROM clock
   )
   SELECT coalesce($1::date::timestamp AT TIME ZONE $5, $2::timestamptz,
                   (before_at AT TIME ZONE $5 - interval '30 days') AT TIME ZONE $5) AS from_at,
          before_at,
          (today - interval '1 day') AT TIME ZONE $5 AS yesterday_at,
          today AT TIME ZONE $5 AS today_at,
          (today + interval '1 day') AT TIME ZONE $5 AS tomorrow_at,
          shop.currency
     FROM ended CROSS JOIN shop_settings shop
    LIMIT 1`,
);
