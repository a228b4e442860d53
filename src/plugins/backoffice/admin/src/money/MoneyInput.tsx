import { TextInput } from '@strapi/design-system';
import { useForm } from '@strapi/strapi/admin';
import { exponentOf, useMoneyRules } from '../../../../pricing/admin/src/contract';
import { DecimalInput } from '../fields/DecimalInput';
import type { CustomInputProps } from '../fields/input-props';
import { Labelled } from '../fields/Labelled';

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
  return <DecimalInput {...props} unit={currency} exponent={exponentOf(rules, currency)} />;
}
