import { useState, type ChangeEvent } from 'react';
import { Box, TextInput } from '@strapi/design-system';
import type { CustomInputProps } from './input-props';
import { Labelled } from './Labelled';
import { OptionName } from './OptionName';
import { Rows } from './Rows';

type Options = Record<string, string>;
interface Row {
  name: string;
  value: string;
}

const rowsOf = (options: Options): Row[] =>
  Object.entries(options).map(([name, value]) => ({ name, value }));

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
            <OptionName
              value={row.name}
              disabled={disabled}
              onChange={(name) => changeRow({ ...row, name })}
            />
            <Box flex="2">
              <TextInput
                aria-label="Value of the option"
                placeholder="M"
                value={row.value}
                disabled={disabled}
                onChange={(event: ChangeEvent<HTMLInputElement>) =>
                  changeRow({ ...row, value: event.target.value })
                }
              />
            </Box>
          </>
        )}
      </Rows>
    </Labelled>
  );
}
