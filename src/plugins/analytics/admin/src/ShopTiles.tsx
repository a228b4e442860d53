import { count, Tiles } from '../../../kernel/admin/src/contract';
import { money, type MoneyRules } from '../../../pricing/admin/src/contract';
import type { Dashboard } from './figures';
import { orderCount } from './wording';

interface ShopTilesProps {
  dashboard: Dashboard;
  rules: MoneyRules | undefined;
}

/** The shop in eight figures. */
export function ShopTiles({ dashboard, rules }: ShopTilesProps) {
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
  return <Tiles tiles={tiles} />;
}
