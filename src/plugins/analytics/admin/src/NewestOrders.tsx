import { Box, Link, Td, Tr, Typography } from '@strapi/design-system';
import { NavLink } from 'react-router-dom';
import { HeadedTable, moment } from '../../../kernel/admin/src/contract';
import { money, type MoneyRules } from '../../../pricing/admin/src/contract';
import type { NewestOrder } from './figures';

interface NewestOrdersProps {
  orders: readonly NewestOrder[];
  rules: MoneyRules | undefined;
}

/** What was ordered last, each with the way to its page. */
export function NewestOrders({ orders, rules }: NewestOrdersProps) {
  return (
    <Box>
      <Box paddingBottom={2}>
        <Typography variant="delta" tag="h2">
          Newest orders
        </Typography>
      </Box>
      <HeadedTable columns={['Order', 'Placed', 'Status', 'Total']} rowCount={orders.length}>
        {orders.map(({ documentId, number, placedAt, status, total, currency }) => (
          <Tr key={documentId}>
            <Td>
              <Link tag={NavLink} to={`/plugins/orders/${documentId}`}>
                {number}
              </Link>
            </Td>
            <Td>
              <Typography>{moment(placedAt)}</Typography>
            </Td>
            <Td>
              <Typography>{status}</Typography>
            </Td>
            <Td>
              <Typography>{money(rules, total, currency)}</Typography>
            </Td>
          </Tr>
        ))}
      </HeadedTable>
    </Box>
  );
}
