import { Field, NumberInput } from '@strapi/design-system';

/** A line of goods to choose a quantity of. */
export interface CountableLine {
  documentId: string;
  name: string;
  variantTitle: string | null;
  quantity: number;
}

/** By the line's document id; undefined while a field is empty. */
export type QuantityByLine = Readonly<Record<string, number | undefined>>;

interface QuantitiesProps {
  lines: readonly CountableLine[];
  quantities: QuantityByLine;
  onChange: (quantities: QuantityByLine) => void;
}

/** A number for each line of an order, from none to as many as were bought. */
export function Quantities({ lines, quantities, onChange }: QuantitiesProps) {
  return lines.map(({ documentId, name, variantTitle, quantity }) => (
    <Field.Root key={documentId} hint={`Of ${quantity} that were bought.`}>
      <Field.Label>{[name, variantTitle].filter(Boolean).join(' · ')}</Field.Label>
      <NumberInput
        value={quantities[documentId]}
        onValueChange={(typed) => {
          const wanted = typed && Math.min(Math.max(Math.trunc(typed), 0), quantity);
          onChange({ ...quantities, [documentId]: wanted });
        }}
      />
      <Field.Hint />
    </Field.Root>
  ));
}
