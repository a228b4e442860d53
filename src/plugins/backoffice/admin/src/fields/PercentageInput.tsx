import { DecimalInput } from './DecimalInput';
import type { CustomInputProps } from './input-props';

/** `coupon.percentage`: hundredths of a percent, shown and typed as a percentage. */
export default function PercentageInput(props: CustomInputProps<number | string>) {
  return <DecimalInput {...props} unit="%" exponent={2} />;
}
