import { Box, Link, Td, Tr, Typography } from '@strapi/design-system';
import { NavLink } from 'react-router-dom';
import type { MoneyRules } from '../../../backoffice/admin/src/contract';
import { HeadedTable } from '../../../kernel/admin/src/contract';
import type { NewestOrder } from './figures';
import { moment, money } from './wording';

interface NewestOrdersProps {
  orders: readonly NewestOrder[];
  rules: MoneyRules | undefined;
}

/** What was ordered last, each with the way to its form. */
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
              <Link
                tag={NavLink}
                to={`/content-manager/collection-types/api::order.order/${documentId}`}
              >
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
