import { Typography } from '@strapi/design-system';
import { Card, Fact } from '../../../../kernel/admin/src/contract';
import { addressLines } from '../address-lines';
import type { Order } from '../order';
import { words } from '../wording';

/** Who bought, and how the goods come to them. */
export function Buyer({ order }: { order: Order }) {
  const { email, phone, deliveryType, shippingMethod, shippingAddress, notes } = order;
  return (
    <Card title="The customer">
      <Typography>{email}</Typography>
      {phone !== null && <Typography>{phone}</Typography>}
      <Fact name="Goods">{deliveryType === 'pickup' ? 'are fetched' : 'are delivered'}</Fact>
      {shippingMethod !== null && <Fact name="By">{words(shippingMethod)}</Fact>}
      {addressLines(shippingAddress).map((line) => (
        <Typography key={line}>{line}</Typography>
      ))}
      {notes !== null && <Typography>{`“${notes}”`}</Typography>}
    </Card>
  );
}
