import { count, Tiles } from '../../../kernel/admin/src/contract';
import { percent } from './numbers';
import type { Counts } from './report';

interface TotalsProps {
  totals: Counts;
}

/** The period in four figures. */
export function Totals({ totals }: TotalsProps) {
  const { searches, withoutHits, clicks, orders, clickRate, conversionRate } = totals;
  const tiles = [
    { title: 'Searches', figure: count(searches), detail: 'in this period' },
    {
      title: 'Found nothing',
      figure: percent(searches === 0 ? 0 : withoutHits / searches),
      detail: withoutHits === 1 ? '1 search' : `${count(withoutHits)} searches`,
    },
    {
      title: 'Click rate',
      figure: percent(clickRate),
      detail: clicks === 1 ? '1 click on a hit' : `${count(clicks)} clicks on hits`,
    },
    {
      title: 'Conversion',
      figure: percent(conversionRate),
      detail: orders === 1 ? '1 hit was ordered' : `${count(orders)} hits were ordered`,
    },
  ];
  return <Tiles tiles={tiles} />;
}
