import type { ChangeEvent } from 'react';
import { Box, TextInput } from '@strapi/design-system';

interface OptionNameProps {
  value: string;
  disabled: boolean | undefined;
  onChange: (name: string) => void;
}

/** What an option is called, before its value or its values. */
export function OptionName({ value, disabled, onChange }: OptionNameProps) {
  return (
    <Box flex="1">
      <TextInput
        aria-label="Name of the option"
        placeholder="Size"
        value={value}
        disabled={disabled}
        onChange={(event: ChangeEvent<HTMLInputElement>) => onChange(event.target.value)}
      />
    </Box>
  );
}
