import { Button, Flex, Td, Tr, Typography } from '@strapi/design-system';
import { HeadedTable } from '../../../../kernel/admin/src/contract';
import type { Moves, Order } from '../order';
import { StatusBadge } from '../StatusBadge';
import { verbOf } from '../wording';
import { DialogButton } from './DialogButton';
import { Titled } from './Titled';
import { TrackingDialog } from './TrackingDialog';
import type { OrderVerbs } from './use-order';

interface ShipmentsProps {
  order: Order;
  moves: Moves['shipments'];
  nameOf: (storeId: string) => string;
  /** Absent where the user may do nothing with them. */
  verbs: OrderVerbs | undefined;
}

/** What each store sends. One that is not alone can be moved by itself; else the order is moved. */
export function Shipments({ order, moves, nameOf, verbs }: ShipmentsProps) {
  const { shipments } = order;
  const apart = shipments.length > 1 && order.status !== 'pending';
  return (
    <Titled title="Shipments">
      <HeadedTable
        columns={['Store', 'Goods', 'Status', 'Carrier', '']}
        rowCount={shipments.length}
      >
        {shipments.map((shipment) => (
          <Tr key={shipment.documentId}>
            <Td>
              <Typography>{nameOf(shipment.storeId)}</Typography>
            </Td>
            <Td>
              {shipment.items.map(({ sku, name, quantity }) => (
                <Typography key={sku} tag="p">
                  {`${quantity} × ${name}`}
                </Typography>
              ))}
            </Td>
            <Td>
              <StatusBadge status={shipment.status} />
            </Td>
            <Td>
              <Typography tag="p">{shipment.carrier ?? '-'}</Typography>
              <Typography tag="p" variant="pi" textColor="neutral600">
                {shipment.trackingNumber}
              </Typography>
            </Td>
            <Td>
              {verbs && (
                <Flex direction="column" alignItems="stretch" gap={1}>
                  {apart &&
                    moves[shipment.status]?.map((status) => (
                      <Button
                        key={status}
                        variant="secondary"
                        size="S"
                        onClick={() => void verbs.moveShipment(shipment.documentId, status)}
                      >
                        {verbOf(status)}
                      </Button>
                    ))}
                  <DialogButton
                    label="Tracking"
                    dialog={(onClose) => (
                      <TrackingDialog
                        shipment={shipment}
                        onSave={(carrier, number) =>
                          verbs.track(shipment.documentId, carrier, number)
                        }
                        onClose={onClose}
                      />
                    )}
                  />
                </Flex>
              )}
            </Td>
          </Tr>
        ))}
      </HeadedTable>
    </Titled>
  );
}
