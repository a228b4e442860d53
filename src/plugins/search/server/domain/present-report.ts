import type { CountedQuery } from '../sql/count-searches';
import type { SearchReport } from '../sql/report-searches';

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
export function presentReport({ totals, top, without_hits, days }: SearchReport) {
  return {
    totals: sharesOf(totals),
    top: top.map(presentQuery),
    withoutHits: without_hits.map(presentQuery),
    days: days.map(({ day, ...counts }) => ({ day, ...sharesOf(counts) })),
  };
}

export type PublicReport = ReturnType<typeof presentReport>;
