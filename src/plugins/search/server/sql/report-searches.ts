import { statement } from '../../../kernel/server/contract';
import type { CountedQuery } from './count-searches';

export interface SearchReport {
  totals: Omit<CountedQuery, 'query'>;
  top: CountedQuery[];
  without_hits: CountedQuery[];
  days: { day: string; searches: number; without_hit: number; clicks: number; orders: number }[];
}

/** What was searched for between two days, both included. */
export const reportSearches = statement<[from: string, to: string, limit: number], SearchReport>(
  'search.report_searches',
  `WITH told AS MATERIALIZED (
     SELECT * FROM search_queries WHERE day BETWEEN $1::date AND $2::date
   ), summed AS (
     SELECT query, sum(searches) AS searches, sum(without_hit) AS without_hit, sum(hits) AS hits,
            sum(clicks) AS clicks, sum(orders) AS orders
       FROM told GROUP BY query
   )
   SELECT (SELECT json_build_object(
                    'searches', coalesce(sum(searches), 0), 'without_hit', coalesce(sum(without_hit), 0),
                    'hits', coalesce(sum(hits), 0), 'clicks', coalesce(sum(clicks), 0),
                    'orders', coalesce(sum(orders), 0)) FROM told) AS totals,
          (SELECT coalesce(json_agg(best), '[]')
             FROM (SELECT * FROM summed ORDER BY searches DESC, query LIMIT $3) best) AS top,
          (SELECT coalesce(json_agg(vain), '[]')
             FROM (SELECT * FROM summed WHERE without_hit > 0
                    ORDER BY without_hit DESC, query LIMIT $3) vain) AS without_hits,
          (SELECT coalesce(json_agg(daily ORDER BY daily.day), '[]')
             FROM (SELECT day, sum(searches) AS searches, sum(without_hit) AS without_hit,
                          sum(clicks) AS clicks, sum(orders) AS orders
                     FROM told GROUP BY day) daily) AS days`,
);
