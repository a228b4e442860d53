import { statement } from '../../../kernel/server/contract';

/** What was counted for one query since the last time. */
export interface CountedQuery {
  query: string;
  searches: number;
  without_hit: number;
  hits: number;
  clicks: number;
  orders: number;
}

/** Adds to today's counts. */
export const countSearches = statement<[counted: string], never>(
  'search.count_searches',
  `INSERT INTO search_queries AS known (day, query, searches, without_hit, hits, clicks, orders)
   SELECT (now() AT TIME ZONE 'UTC')::date, query, searches, without_hit, hits, clicks, orders
     FROM jsonb_to_recordset($1::jsonb) AS counted (
            query text, searches int, without_hit int, hits bigint, clicks int, orders int)
    ORDER BY query
   ON CONFLICT (day, query) DO UPDATE
      SET searches = known.searches + excluded.searches,
          without_hit = known.without_hit + excluded.without_hit,
          hits = known.hits + excluded.hits, clicks = known.clicks + excluded.clicks,
          orders = known.orders + excluded.orders`,
);
