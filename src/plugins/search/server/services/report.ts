import type { Database } from '../../../kernel/server/contract';
import type { CountedQuery } from '../sql/count-searches';
import { reportSearches, type SearchReport } from '../sql/report-searches';

type Counts = Omit<CountedQuery, 'query'>;

/** Shares are parts of one, 0 where nothing was searched for. */
function sharesOf({ searches, without_hit, clicks, orders }: Omit<Counts, 'hits'>) {
  const share = (count: number) =>
    searches === 0 ? 0 : Math.round((count / searches) * 1e4) / 1e4;
  return {
    searches,
    withoutHits: without_hit,
    clicks,
    orders,
    clickRate: share(clicks),
    conversionRate: share(orders),
  };
}

function presentQuery({ query, ...counts }: CountedQuery) {
  const { searches, hits } = counts;
  return {
    query,
    ...sharesOf(counts),
    averageHits: searches === 0 ? 0 : Math.round(hits / searches),
  };
}

/** What was searched for, as merchandisers see it. */
function presentReport({ totals, top, without_hits, days }: SearchReport) {
  return {
    totals: sharesOf(totals),
    top: top.map(presentQuery),
    withoutHits: without_hits.map(presentQuery),
    days: days.map(({ day, ...counts }) => ({ day, ...sharesOf(counts) })),
  };
}

/**
 * What was searched for between two days of UTC, both included.
 *
 * @param limit queries at most in each list
 */
export async function reportOf(database: Database, from: string, to: string, limit: number) {
  const [row] = await database.query(reportSearches, [from, to, limit]);
  if (row === undefined) throw new Error('A report is one row');
  return presentReport(row);
}
