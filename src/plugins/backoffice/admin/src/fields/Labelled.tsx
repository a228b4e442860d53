import type { ReactNode } from 'react';
import { Field } from '@strapi/design-system';
import type { CustomInputProps } from './input-props';

type LabelledProps = Pick<
  CustomInputProps<unknown>,
  'name' | 'label' | 'labelAction' | 'hint' | 'required' | 'error'
> & { children: ReactNode };

/** The label above an input, and its hint and error below. */
export function Labelled({
  name,
  label,
  labelAction,
  hint,
  required,
  error,
  children,
}: LabelledProps) {
  return (
    <Field.Root name={name} hint={hint} error={error} required={required}>
      <Field.Label action={labelAction}>{label}</Field.Label>
      {children}
      <Field.Hint />
      <Field.Error />
    </Field.Root>
  );
}
