import { Field, TextInput } from '@strapi/design-system';

interface AmountFieldProps {
  currency: string;
  hint: string;
  error: string | undefined;
  /** As it is typed, in decimals of the currency. */
  typed: string;
  onType: (typed: string) => void;
}

/** How much goes back. */
export function AmountField({ currency, hint, error, typed, onType }: AmountFieldProps) {
  return (
    <Field.Root name="amount" required hint={hint} error={error}>
      <Field.Label>{`Amount in ${currency}`}</Field.Label>
      <TextInput
        inputMode="decimal"
        value={typed}
        onChange={({ target }) => onType(target.value)}
      />
      <Field.Hint />
      <Field.Error />
    </Field.Root>
  );
}
