import { Typography } from '@strapi/design-system';
import { Card, Fact } from '../../../../kernel/admin/src/contract';
import { addressLines } from '../address-lines';
import type { Order } from '../order';
import { words } from '../wording';
import { AddressDialog } from './AddressDialog';
import { DialogButton } from './DialogButton';
import type { OrderVerbs } from './use-order';

interface BuyerProps {
  order: Order;
  /** Absent where the address cannot be put right, or not by the user. */
  amend: OrderVerbs['amendAddress'] | undefined;
}

/** Who bought, and how the goods come to them. */
export function Buyer({ order, amend }: BuyerProps) {
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
      {amend && deliveryType === 'delivery' && (
        <DialogButton
          label="Change the address"
          dialog={(onClose) => (
            <AddressDialog address={shippingAddress} onSave={amend} onClose={onClose} />
          )}
        />
      )}
      {notes !== null && <Typography>{`“${notes}”`}</Typography>}
    </Card>
  );
}
