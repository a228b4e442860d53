import { useState, type ChangeEvent } from 'react';
import { Box, TextInput } from '@strapi/design-system';
import type { CustomInputProps } from './input-props';
import { Labelled } from './Labelled';
import { Rows } from './Rows';

type Options = Record<string, string>;
interface Row {
  name: string;
  value: string;
}

const rowsOf = (options: Options): Row[] =>
  Object.entries(options).map(([name, value]) => ({ name, value }));

const typed = (change: (text: string) => void) => (event: ChangeEvent<HTMLInputElement>) =>
  change(event.target.value);

const optionsOf = (rows: readonly Row[]): Options =>
  Object.fromEntries(
    rows.filter(({ name }) => name.trim() !== '').map(({ name, value }) => [name.trim(), value]),
  );

/** `variant.options`: one row a name and its value. Rows without a name are not kept. */
export default function OptionsInput(props: CustomInputProps<Options>) {
  const { name, disabled, onChange } = props;
  const options = props.value ?? {};
  const [kept, setKept] = useState<Row[]>(() => rowsOf(options));
  // What was typed stands until the form's value becomes another, by a reset for instance.
  const same = JSON.stringify(optionsOf(kept)) === JSON.stringify(options);
  const rows = same ? kept : rowsOf(options);

  const change = (changed: Row[]) => {
    setKept(changed);
    onChange(name, optionsOf(changed));
  };
  return (
    <Labelled {...props}>
      <Rows rows={rows} empty={{ name: '', value: '' }} disabled={disabled} onChange={change}>
        {(row, changeRow) => (
          <>
            <Box flex="1">
              <TextInput
                aria-label="Name of the option"
                placeholder="Size"
                value={row.name}
                disabled={disabled}
                onChange={typed((name) => changeRow({ ...row, name }))}
              />
            </Box>
            <Box flex="2">
              <TextInput
                aria-label="Value of the option"
                placeholder="M"
                value={row.value}
                disabled={disabled}
                onChange={typed((value) => changeRow({ ...row, value }))}
              />
            </Box>
          </>
        )}
      </Rows>
    </Labelled>
  );
}
