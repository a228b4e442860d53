import { Box } from '@strapi/design-system';
import { Chips } from './Chips';
import type { CustomInputProps } from './input-props';
import { Labelled } from './Labelled';
import { OptionName } from './OptionName';
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
            <OptionName
              value={row.name}
              disabled={disabled}
              onChange={(name) => changeRow({ ...row, name })}
            />
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
