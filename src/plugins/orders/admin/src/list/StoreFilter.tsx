import { useState } from 'react';
import { Combobox, ComboboxOption } from '@strapi/design-system';
import { useDebounce } from '@strapi/strapi/admin';
import { useStoreChoice } from '../stores';

interface StoreFilterProps {
  /** Document id of the one that is chosen. */
  chosen: string | undefined;
  onChange: (storeId: string | undefined) => void;
}

/** Chooses a store by its name; the server looks for it, for there may be thousands. */
export function StoreFilter({ chosen, onChange }: StoreFilterProps) {
  const [typed, setTyped] = useState('');
  const { loaded } = useStoreChoice(useDebounce(typed, 300));
  const stores = loaded.state === 'here' ? loaded.value : [];
  return (
    <Combobox
      aria-label="Store"
      placeholder="Any store"
      autocomplete="none"
      loading={loaded.state === 'loading'}
      value={chosen ?? ''}
      onChange={(value) => onChange(value === '' ? undefined : value)}
      onInputChange={({ currentTarget }) => setTyped(currentTarget.value)}
      onClear={() => {
        setTyped('');
        onChange(undefined);
      }}
      noOptionsMessage={() => 'No such store'}
    >
      {stores.map(({ documentId, name }) => (
        <ComboboxOption key={documentId} value={documentId}>
          {name}
        </ComboboxOption>
      ))}
    </Combobox>
  );
}
