import { useState, type ChangeEvent } from 'react';
import { TextInput, Typography } from '@strapi/design-system';
import { useForm } from '@strapi/strapi/admin';
import type { CustomInputProps } from '../fields/input-props';
import { Labelled } from '../fields/Labelled';
import { exponentOf, toDecimal, toMinor, type MoneyRules } from './amount';
import { useMoneyRules } from './use-money-rules';

/** The largest amount that an `integer` column holds. */
const LARGEST_INTEGER = 2_147_483_647;

/** The value of the attribute that stands beside `name`, within the same component. */
function besideOf(values: unknown, name: string, attribute: string): unknown {
  const path = [...name.split('.').slice(0, -1), attribute];
  return path.reduce<unknown>(
    (inner, key) => (inner as Record<string, unknown> | null | undefined)?.[key],
    values,
  );
}

/** An amount in minor units, shown and typed as a decimal with its currency. */
export default function MoneyInput(props: CustomInputProps<number | string>) {
  const { attribute, name } = props;
  const rules = useMoneyRules();
  const beside = useForm('MoneyInput', ({ values }) =>
    attribute.options?.currency === undefined
      ? undefined
      : besideOf(values, name, attribute.options.currency),
  );
  if (rules === undefined) {
    return (
      <Labelled {...props}>
        <TextInput name={name} value="" disabled />
      </Labelled>
    );
  }
  const currency = typeof beside === 'string' && beside !== '' ? beside : rules.currency;
  return <Amount {...props} rules={rules} currency={currency} />;
}

type AmountProps = CustomInputProps<number | string> & { rules: MoneyRules; currency: string };

function Amount({ rules, currency, ...props }: AmountProps) {
  const { attribute, name, value, disabled, placeholder, onChange } = props;
  const exponent = exponentOf(rules, currency);
  const [typed, setTyped] = useState('');
  // What was typed stands while it means the form's value: 12. and 12.00 are the same amount.
  const minor = value === null || value === undefined || value === '' ? null : String(value);
  const shown =
    toMinor(typed, exponent) === minor ? typed : minor === null ? '' : toDecimal(minor, exponent);

  const change = (text: string) => {
    const wanted = toMinor(text, exponent);
    // A key that makes no amount is as if it had not been pressed.
    if (wanted === undefined) return;
    if (attribute.type === 'integer' && Number(wanted) > LARGEST_INTEGER) return;
    setTyped(text);
    onChange(name, wanted === null || attribute.type === 'biginteger' ? wanted : Number(wanted));
  };
  return (
    <Labelled {...props}>
      <TextInput
        name={name}
        inputMode="decimal"
        value={shown}
        disabled={disabled}
        placeholder={placeholder}
        startAction={<Typography textColor="neutral600">{currency}</Typography>}
        onChange={(event: ChangeEvent<HTMLInputElement>) => change(event.target.value)}
      />
    </Labelled>
  );
}
