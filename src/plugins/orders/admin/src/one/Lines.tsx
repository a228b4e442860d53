import { Td, Tr, Typography } from '@strapi/design-system';
import { HeadedTable } from '../../../../kernel/admin/src/contract';
import { money, useMoneyRules } from '../../../../pricing/admin/src/contract';
import type { Order } from '../order';
import { DialogButton } from './DialogButton';
import { QuantitiesDialog } from './QuantitiesDialog';
import { Titled } from './Titled';
import type { OrderVerbs } from './use-order';

interface LinesProps {
  order: Order;
  nameOf: (storeId: string) => string;
  /** Absent where they cannot be lowered, or not by the user. */
  amend: OrderVerbs['amendLines'] | undefined;
}

/** What was bought. */
export function Lines({ order: { items, currency }, nameOf, amend }: LinesProps) {
  const rules = useMoneyRules();
  const action = amend && (
    <DialogButton
      label="Lower quantities"
      dialog={(onClose) => <QuantitiesDialog lines={items} onSave={amend} onClose={onClose} />}
    />
  );
  return (
    <Titled title="What was bought" action={action}>
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
