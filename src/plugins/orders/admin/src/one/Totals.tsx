import { money, useMoneyRules } from '../../../../pricing/admin/src/contract';
import { Card, Fact } from '../../../../kernel/admin/src/contract';
import type { Order } from '../order';
import { StatusBadge } from '../StatusBadge';
import { words } from '../wording';

/** How far it is, and what it comes to. */
export function Totals({ order }: { order: Order }) {
  const rules = useMoneyRules();
  const amount = (minor: number) => money(rules, minor, order.currency);
  return (
    <Card title="The order">
      <Fact name="Status">
        <StatusBadge status={order.status} />
      </Fact>
      <Fact name="Payment">
        <StatusBadge status={order.paymentStatus} />
      </Fact>
      <Fact name="Paid by">{words(order.paymentMethod)}</Fact>
      <Fact name="Subtotal">{amount(order.subtotal)}</Fact>
      {order.discountTotal > 0 && (
        <Fact name={order.couponCode === null ? 'Discount' : `Discount (${order.couponCode})`}>
          {amount(-order.discountTotal)}
        </Fact>
      )}
      <Fact name="Shipping">{amount(order.shippingTotal)}</Fact>
      <Fact name={order.taxIncluded ? 'Tax, in the prices' : 'Tax'}>{amount(order.taxTotal)}</Fact>
      {order.roundingTotal !== 0 && <Fact name="Rounding">{amount(order.roundingTotal)}</Fact>}
      <Fact name="Total">{amount(order.total)}</Fact>
    </Card>
  );
}
