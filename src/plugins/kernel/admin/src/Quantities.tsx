import { Field, NumberInput } from '@strapi/design-system';

/** A line of goods to choose a quantity of. */
export interface CountableLine {
  documentId: string;
  name: string;
  variantTitle: string | null;
  quantity: number;
}

interface QuantitiesProps {
  lines: readonly CountableLine[];
  /** By the line's document id. */
  quantities: Readonly<Record<string, number>>;
  onChange: (quantities: Record<string, number>) => void;
}

/** A number for each line of an order, from none to as many as were bought. */
export function Quantities({ lines, quantities, onChange }: QuantitiesProps) {
  return lines.map(({ documentId, name, variantTitle, quantity }) => (
    <Field.Root key={documentId} hint={`Of ${quantity} that were bought.`}>
      <Field.Label>{[name, variantTitle].filter(Boolean).join(' · ')}</Field.Label>
      <NumberInput
        value={quantities[documentId]}
        onValueChange={(typed) => {
          const wanted = Math.trunc(typed ?? 0);
          onChange({ ...quantities, [documentId]: Math.min(Math.max(wanted, 0), quantity) });
        }}
      />
      <Field.Hint />
    </Field.Root>
  ));
}
