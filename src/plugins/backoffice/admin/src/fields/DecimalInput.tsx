import { useState, type ChangeEvent } from 'react';
import { TextInput, Typography } from '@strapi/design-system';
import { toDecimal, toMinor } from '../../../../pricing/admin/src/contract';
import type { CustomInputProps } from './input-props';
import { Labelled } from './Labelled';

/** The largest number that an `integer` column holds. */
const LARGEST_INTEGER = 2_147_483_647;

type DecimalInputProps = CustomInputProps<number | string> & {
  /** What stands before the number. */
  unit: string;
  /** Decimals of the unit: the stored value is the number without its point. */
  exponent: number;
};

/** A whole number that is shown and typed as a decimal. */
export function DecimalInput({ unit, exponent, ...props }: DecimalInputProps) {
  const { attribute, name, value, disabled, placeholder, onChange } = props;
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
        startAction={<Typography textColor="neutral600">{unit}</Typography>}
        onChange={(event: ChangeEvent<HTMLInputElement>) => change(event.target.value)}
      />
    </Labelled>
  );
}
