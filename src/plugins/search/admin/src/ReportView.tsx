import { EmptyStateLayout, Typography } from '@strapi/design-system';
import { count } from '../../../kernel/admin/src/contract';
import { DailySearches } from './DailySearches';
import { percent } from './numbers';
import type { Period } from './period';
import { QueriesTable, type Column } from './QueriesTable';
import type { Report } from './report';
import { Totals } from './Totals';

interface ReportViewProps {
  period: Period;
  report: Report;
}

const TOP: readonly Column[] = [
  { title: 'Searches', show: ({ searches }) => count(searches) },
  { title: 'Hits on average', show: ({ averageHits }) => count(averageHits) },
  { title: 'Clicks', show: ({ clicks }) => count(clicks) },
  { title: 'Click rate', show: ({ clickRate }) => percent(clickRate) },
  { title: 'Orders', show: ({ orders }) => count(orders) },
  { title: 'Conversion', show: ({ conversionRate }) => percent(conversionRate) },
];

const WITHOUT_HITS: readonly Column[] = [
  { title: 'Found nothing', show: ({ withoutHits }) => count(withoutHits) },
  { title: 'Searches', show: ({ searches }) => count(searches) },
];

/** A period: in figures, by day, what was wanted most, and what was wanted in vain. */
export function ReportView({ period, report }: ReportViewProps) {
  const { totals, days, top, withoutHits } = report;
  if (totals.searches === 0) {
    return <EmptyStateLayout content="Nothing was searched for in this period." />;
  }
  return (
    <>
      <Totals totals={totals} />
      {totals.clicks === 0 && totals.orders === 0 && (
        <Typography textColor="neutral600">
          The storefront has told of no click and no order. It must send them for these rates.
        </Typography>
      )}
      <DailySearches period={period} days={days} />
      <QueriesTable
        title="Top searches"
        nothing="Nothing was searched for."
        columns={TOP}
        queries={top}
      />
      <QueriesTable
        title="Searches that found nothing"
        nothing="Every search found something."
        columns={WITHOUT_HITS}
        queries={withoutHits}
      />
    </>
  );
}
