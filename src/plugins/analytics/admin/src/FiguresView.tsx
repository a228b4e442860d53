import { EmptyStateLayout } from '@strapi/design-system';
import { useMoneyRules } from '../../../pricing/admin/src/contract';
import type { Figures } from './figures';
import { NewestOrders } from './NewestOrders';
import { RevenueByDay } from './RevenueByDay';
import { ShopTiles } from './ShopTiles';
import { TopProducts } from './TopProducts';

/** The sums, the days, what sold best and what was ordered last. */
export function FiguresView({ figures }: { figures: Figures }) {
  const { dashboard, days } = figures;
  const rules = useMoneyRules();
  const { currency, topProducts, newestOrders } = dashboard;
  return (
    <>
      <ShopTiles dashboard={dashboard} rules={rules} />
      {dashboard.period.orders === 0 && dashboard.period.refunds === 0 ? (
        <EmptyStateLayout content="Nothing was sold in this period." />
      ) : (
        <>
          <RevenueByDay days={days} currency={currency} rules={rules} />
          <TopProducts products={topProducts} currency={currency} rules={rules} />
        </>
      )}
      {newestOrders.length > 0 && <NewestOrders orders={newestOrders} rules={rules} />}
    </>
  );
}
