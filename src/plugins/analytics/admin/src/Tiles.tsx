import { Box, Grid, Typography } from '@strapi/design-system';
import type { MoneyRules } from '../../../backoffice/admin/src/contract';
import type { Dashboard } from './figures';
import { count, money, orderCount } from './wording';

interface TilesProps {
  dashboard: Dashboard;
  rules: MoneyRules | undefined;
}

/** The shop in eight figures. */
export function Tiles({ dashboard, rules }: TilesProps) {
  const { currency, today, yesterday, period, openOrders, lowStock, failedPayments } = dashboard;
  const amount = (minor: number) => money(rules, minor, currency);
  const open = Object.entries(openOrders).filter(([, number]) => number > 0);
  const tiles = [
    { title: 'Today', figure: amount(today.net), detail: orderCount(today.orders) },
    { title: 'Yesterday', figure: amount(yesterday.net), detail: orderCount(yesterday.orders) },
    { title: 'This period', figure: amount(period.net), detail: orderCount(period.orders) },
    {
      title: 'Average order',
      figure: period.averageOrderValue === null ? '–' : amount(period.averageOrderValue),
      detail: 'in this period',
    },
    {
      title: 'Open orders',
      figure: count(open.reduce((sum, [, number]) => sum + number, 0)),
      detail: open.map(([status, number]) => `${count(number)} ${status}`).join(', ') || 'none',
    },
    { title: 'Refunds', figure: amount(period.refunds), detail: 'in this period' },
    { title: 'Failed payments', figure: count(failedPayments), detail: 'in this period' },
    {
      title: 'Low stock',
      figure: count(lowStock),
      detail: 'stock rows at their threshold, or below',
    },
  ];
  return (
    <Grid.Root gap={4}>
      {tiles.map(({ title, figure, detail }) => (
        <Grid.Item key={title} col={3} xs={6} direction="column" alignItems="stretch">
          <Box background="neutral0" shadow="tableShadow" hasRadius padding={4} height="100%">
            <Typography tag="p" variant="sigma" textColor="neutral600">
              {title}
            </Typography>
            <Typography tag="p" variant="beta">
              {figure}
            </Typography>
            <Typography tag="p" variant="pi" textColor="neutral600">
              {detail}
            </Typography>
          </Box>
        </Grid.Item>
      ))}
    </Grid.Root>
  );
}
