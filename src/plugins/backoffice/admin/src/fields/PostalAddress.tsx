import { Typography } from '@strapi/design-system';
import { addressLines, type Address } from '../../../../orders/admin/src/contract';
import type { CustomInputProps } from './input-props';
import { Labelled } from './Labelled';

/** `order.shippingAddress`, `order.billingAddress`: to be read, as the order was placed. */
export default function PostalAddress(props: CustomInputProps<Address>) {
  const lines = addressLines(props.value);
  return (
    <Labelled {...props}>
      {(lines.length === 0 ? ['None'] : lines).map((line) => (
        <Typography key={line} textColor={lines.length === 0 ? 'neutral600' : 'neutral800'}>
          {line}
        </Typography>
      ))}
    </Labelled>
  );
}
