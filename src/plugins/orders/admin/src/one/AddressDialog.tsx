import { useState } from 'react';
import { Field, TextInput } from '@strapi/design-system';
import { FormDialog } from '../../../../kernel/admin/src/contract';
import type { Address } from '../address-lines';
import type { OrderVerbs } from './use-order';

interface AddressDialogProps {
  address: Address | null;
  onSave: OrderVerbs['amendAddress'];
  onClose: () => void;
}

/** Puts right where an order that has not left goes. */
export function AddressDialog({ address, onSave, onClose }: AddressDialogProps) {
  const [typed, setTyped] = useState<Address>(address ?? {});
  const textOf = (field: string) => typed[field] ?? '';
  return (
    <FormDialog
      title="Where it goes"
      action="Save"
      disabled={FIELDS.some(([field, , required]) => required && textOf(field).trim() === '')}
      run={() => onSave(Object.fromEntries(FIELDS.map(([field]) => [field, textOf(field).trim()])))}
      onClose={onClose}
    >
      {FIELDS.map(([field, label, required]) => (
        <Field.Root key={field} name={field} required={required}>
          <Field.Label>{label}</Field.Label>
          <TextInput
            value={textOf(field)}
            onChange={({ target }) => setTyped({ ...typed, [field]: target.value })}
          />
        </Field.Root>
      ))}
    </FormDialog>
  );
}

/** Field, its label, whether an address must have it. */
const FIELDS: readonly (readonly [string, string, boolean])[] = [
  ['firstName', 'First name', true],
  ['lastName', 'Last name', true],
  ['phone', 'Phone', false],
  ['line1', 'Street and number', true],
  ['line2', 'Addition', false],
  ['postalCode', 'Postal code', false],
  ['city', 'City', true],
  ['region', 'Region', false],
  ['country', 'Country, by its two letters', true],
];
