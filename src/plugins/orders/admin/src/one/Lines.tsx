import { Td, Tr, Typography } from '@strapi/design-system';
import { HeadedTable } from '../../../../kernel/admin/src/contract';
import { money, useMoneyRules } from '../../../../pricing/admin/src/contract';
import type { Order } from '../order';
import { Titled } from './Titled';

interface LinesProps {
  order: Order;
  nameOf: (storeId: string) => string;
}

/** What was bought. */
export function Lines({ order: { items, currency }, nameOf }: LinesProps) {
  const rules = useMoneyRules();
  return (
    <Titled title="What was bought">
      <HeadedTable columns={['Goods', 'From', 'Quantity', 'Each', 'Total']} rowCount={items.length}>
        {items.map((line) => (
          <Tr key={line.documentId}>
            <Td>
              <Typography fontWeight="bold">{line.name}</Typography>
              <Typography tag="p" variant="pi" textColor="neutral600">
                {[line.variantTitle, line.sku].filter(Boolean).join(' · ')}
              </Typography>
            </Td>
            <Td>
              <Typography>{nameOf(line.storeId)}</Typography>
            </Td>
            <Td>
              <Typography>{line.quantity}</Typography>
            </Td>
            <Td>
              <Typography>{money(rules, line.unitPrice, currency)}</Typography>
            </Td>
            <Td>
              <Typography>{money(rules, line.total, currency)}</Typography>
            </Td>
          </Tr>
        ))}
      </HeadedTable>
    </Titled>
  );
}
