import type { ReactNode } from 'react';
import { Button, Flex, IconButton } from '@strapi/design-system';
import { Plus, Trash } from '@strapi/icons';

interface RowsProps<Row> {
  rows: readonly Row[];
  empty: Row;
  disabled?: boolean;
  onChange: (rows: Row[]) => void;
  children: (row: Row, change: (row: Row) => void) => ReactNode;
}

/** Rows that are added and removed; `children` draws the inputs of one. */
export function Rows<Row>({ rows, empty, disabled, onChange, children }: RowsProps<Row>) {
  const replace = (index: number, ...by: Row[]) =>
    onChange([...rows.slice(0, index), ...by, ...rows.slice(index + 1)]);
  return (
    <Flex direction="column" alignItems="stretch" gap={2}>
      {rows.map((row, index) => (
        <Flex key={index} gap={2} alignItems="flex-start">
          {children(row, (changed) => replace(index, changed))}
          <IconButton label="Remove" disabled={disabled} onClick={() => replace(index)}>
            <Trash />
          </IconButton>
        </Flex>
      ))}
      <Flex>
        <Button
          type="button"
          variant="tertiary"
          size="S"
          startIcon={<Plus />}
          disabled={disabled}
          onClick={() => onChange([...rows, empty])}
        >
          Add an option
        </Button>
      </Flex>
    </Flex>
  );
}
