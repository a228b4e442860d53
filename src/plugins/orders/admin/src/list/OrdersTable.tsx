import { Checkbox, Link, Td, Tr, Typography } from '@strapi/design-system';
import { NavLink } from 'react-router-dom';
import { HeadedTable, moment } from '../../../../kernel/admin/src/contract';
import { money, useMoneyRules } from '../../../../pricing/admin/src/contract';
import type { Order } from '../order';
import { StatusBadge } from '../StatusBadge';
import { useStoreNames } from '../stores';

interface OrdersTableProps {
  orders: readonly Order[];
  /** Document ids of the rows that are ticked; absent where the user may move none. */
  ticked: ReadonlySet<string> | undefined;
  onTick: (ticked: ReadonlySet<string>) => void;
}

const COLUMNS = ['Order', 'Placed', 'Customer', 'Store', 'Status', 'Payment', 'Total'];

/** A page of orders. Who may move them can tick several. */
export function OrdersTable({ orders, ticked, onTick }: OrdersTableProps) {
  const rules = useMoneyRules();
  const nameOf = useStoreNames(orders.flatMap(({ shipments }) => shipments.map(storeOf)));
  const isAll = orders.every(({ documentId }) => ticked?.has(documentId));
  const tick = (documentId: string, on: boolean) => {
    const next = new Set(ticked);
    if (on) next.add(documentId);
    else next.delete(documentId);
    onTick(next);
  };
  return (
    <HeadedTable
      columns={COLUMNS}
      rowCount={orders.length}
      leading={
        ticked && (
          <Checkbox
            aria-label="Tick all orders of this page"
            checked={isAll}
            onCheckedChange={(on) =>
              onTick(new Set(on === true ? orders.map(({ documentId }) => documentId) : []))
            }
          />
        )
      }
    >
      {orders.map(({ documentId, number, ...order }) => (
        <Tr key={documentId}>
          {ticked && (
            <Td>
              <Checkbox
                aria-label={`Tick ${number}`}
                checked={ticked.has(documentId)}
                onCheckedChange={(on) => tick(documentId, on === true)}
              />
            </Td>
          )}
          <Td>
            <Link tag={NavLink} to={documentId}>
              {number}
            </Link>
          </Td>
          <Td>
            <Typography>{moment(order.placedAt)}</Typography>
          </Td>
          <Td>
            <Typography>{order.email}</Typography>
          </Td>
          <Td>
            <Typography>{order.shipments.map(storeOf).map(nameOf).join(', ')}</Typography>
          </Td>
          <Td>
            <StatusBadge status={order.status} />
          </Td>
          <Td>
            <StatusBadge status={order.paymentStatus} />
          </Td>
          <Td>
            <Typography>{money(rules, order.total, order.currency)}</Typography>
          </Td>
        </Tr>
      ))}
    </HeadedTable>
  );
}

function storeOf({ storeId }: { storeId: string }): string {
  return storeId;
}
