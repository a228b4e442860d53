import { Card } from '../../../../kernel/admin/src/contract';
import type { BesideOrderProps } from '../../../../orders/admin/src/contract';
import { MoneyOfOrder } from './MoneyOfOrder';

/** The money of an order, on the page _Orders_. */
export function MoneyCard(props: BesideOrderProps) {
  return (
    <Card title="Its money">
      <MoneyOfOrder {...props} />
    </Card>
  );
}
