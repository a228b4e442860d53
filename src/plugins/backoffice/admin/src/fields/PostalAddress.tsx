import { Typography } from '@strapi/design-system';
import type { CustomInputProps } from './input-props';
import { Labelled } from './Labelled';

type Address = Partial<Record<string, string | null>>;

/** The lines of an address, in the order of an envelope. */
const LINES = [
  ['firstName', 'lastName'],
  ['line1'],
  ['line2'],
  ['postalCode', 'city'],
  ['region'],
  ['country'],
  ['phone'],
];

/** `order.shippingAddress`, `order.billingAddress`: to be read, as the order was placed. */
export default function PostalAddress(props: CustomInputProps<Address>) {
  const lines = LINES.map((parts) =>
    parts
      .map((part) => props.value?.[part] ?? '')
      .join(' ')
      .trim(),
  );
  const filled = lines.filter((line) => line !== '');
  return (
    <Labelled {...props}>
      {(filled.length === 0 ? ['None'] : filled).map((line) => (
        <Typography key={line} textColor={filled.length === 0 ? 'neutral600' : 'neutral800'}>
          {line}
        </Typography>
      ))}
    </Labelled>
  );
}
