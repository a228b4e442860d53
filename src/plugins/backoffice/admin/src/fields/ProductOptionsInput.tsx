import type { ChangeEvent } from 'react';
import { Box, TextInput } from '@strapi/design-system';
import { Chips } from './Chips';
import type { CustomInputProps } from './input-props';
import { Labelled } from './Labelled';
import { Rows } from './Rows';

interface ProductOption {
  name: string;
  values: string[];
}

/** `product.options`: what the variants differ in, one row an option with all its values. */
export default function ProductOptionsInput(props: CustomInputProps<ProductOption[]>) {
  const { name, value, disabled, onChange } = props;
  return (
    <Labelled {...props}>
      <Rows
        rows={Array.isArray(value) ? value : []}
        empty={{ name: '', values: [] }}
        disabled={disabled}
        onChange={(rows) => onChange(name, rows)}
      >
        {(row, changeRow) => (
          <>
            <Box flex="1">
              <TextInput
                aria-label="Name of the option"
                placeholder="Size"
                value={row.name}
                disabled={disabled}
                onChange={(event: ChangeEvent<HTMLInputElement>) =>
                  changeRow({ ...row, name: event.target.value })
                }
              />
            </Box>
            <Box flex="2">
              <Chips
                name={`${name}.values`}
                aria-label={`Values of ${row.name || 'the option'}`}
                values={row.values}
                disabled={disabled}
                onChange={(values) => changeRow({ ...row, values })}
              />
            </Box>
          </>
        )}
      </Rows>
    </Labelled>
  );
}
