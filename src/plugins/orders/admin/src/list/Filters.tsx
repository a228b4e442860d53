import { Box, Flex, SingleSelect, SingleSelectOption } from '@strapi/design-system';
import { SearchInput, useQueryParams, withEncodedUserParams } from '@strapi/strapi/admin';
import { PAYMENT_STATUSES, STATUSES } from '../order';
import { words } from '../wording';
import type { ListQuery } from './orders';
import { StoreFilter } from './StoreFilter';

/** Narrows the list; the address keeps it. */
export function Filters() {
  const [{ query }, setQuery] = useQueryParams<ListQuery>();
  const narrow = (change: ListQuery) =>
    setQuery(withEncodedUserParams(query, { ...change, page: '1' }));
  return (
    <Flex gap={2} wrap="wrap">
      <SearchInput label="Search by number or e-mail address" placeholder="Number or e-mail" />
      <Choice
        label="Any status"
        choices={STATUSES}
        chosen={query.status}
        onChange={(status) => narrow({ status })}
      />
      <Choice
        label="Any payment"
        choices={PAYMENT_STATUSES}
        chosen={query.paymentStatus}
        onChange={(paymentStatus) => narrow({ paymentStatus })}
      />
      <Box width="24rem">
        <StoreFilter chosen={query.storeId} onChange={(storeId) => narrow({ storeId })} />
      </Box>
    </Flex>
  );
}

interface ChoiceProps {
  /** Said where nothing is chosen. */
  label: string;
  choices: readonly string[];
  chosen: string | undefined;
  onChange: (choice: string | undefined) => void;
}

function Choice({ label, choices, chosen, onChange }: ChoiceProps) {
  return (
    <SingleSelect
      aria-label={label}
      placeholder={label}
      value={chosen ?? ''}
      onChange={(value) => onChange(String(value))}
      onClear={() => onChange(undefined)}
    >
      {choices.map((choice) => (
        <SingleSelectOption key={choice} value={choice}>
          {words(choice)}
        </SingleSelectOption>
      ))}
    </SingleSelect>
  );
}
