import type { ReactNode } from 'react';
import { AmountCell } from './AmountCell';

const MONEY = ['plugin::backoffice.money', 'plugin::backoffice.money-total'];

interface Header {
  name: string;
  attribute?: { customField?: string; options?: { currency?: string } };
  cellFormatter?: (row: Row) => ReactNode;
}
type Row = Record<string, string | number | null | undefined>;

interface ListView {
  displayedHeaders: Header[];
}

/** Shows the money columns of the content manager's lists as amounts with their currency. */
export function showAmounts<View extends ListView>(view: View): View {
  return { ...view, displayedHeaders: view.displayedHeaders.map(withAmounts) };
}

function withAmounts(header: Header): Header {
  const { name, attribute } = header;
  if (attribute?.customField === undefined || !MONEY.includes(attribute.customField)) return header;
  const beside = attribute.options?.currency;
  return {
    ...header,
    cellFormatter: (row) => (
      <AmountCell
        minor={row[name]}
        currency={beside === undefined ? undefined : (row[beside] as string | null | undefined)}
      />
    ),
  };
}
