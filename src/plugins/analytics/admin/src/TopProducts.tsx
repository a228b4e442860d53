import { Box, Td, Tr, Typography } from '@strapi/design-system';
import { count, HeadedTable } from '../../../kernel/admin/src/contract';
import { money, type MoneyRules } from '../../../pricing/admin/src/contract';
import type { Goods } from './figures';

interface TopProductsProps {
  products: readonly Goods[];
  currency: string;
  rules: MoneyRules | undefined;
}

/** What brought most in the period. */
export function TopProducts({ products, currency, rules }: TopProductsProps) {
  if (products.length === 0) return null;
  return (
    <Box>
      <Box paddingBottom={2}>
        <Typography variant="delta" tag="h2">
          Top products
        </Typography>
      </Box>
      <HeadedTable columns={['Product', 'Sold', 'Revenue']} rowCount={products.length}>
        {products.map(({ productId, name, quantity, revenue }) => (
          <Tr key={productId}>
            <Td>
              <Typography fontWeight="bold">{name}</Typography>
            </Td>
            <Td>
              <Typography>{count(quantity)}</Typography>
            </Td>
            <Td>
              <Typography>{money(rules, revenue, currency)}</Typography>
            </Td>
          </Tr>
        ))}
      </HeadedTable>
    </Box>
  );
}
