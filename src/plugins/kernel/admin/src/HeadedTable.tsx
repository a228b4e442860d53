import type { ReactNode } from 'react';
import { Table, Tbody, Th, Thead, Tr, Typography } from '@strapi/design-system';

interface HeadedTableProps {
  /** Their names; an empty one heads the column of buttons. */
  columns: readonly string[];
  rowCount: number;
  /** Stands before the names, such as a box that ticks all rows. */
  leading?: ReactNode;
  /** The rows. */
  children: ReactNode;
}

/** A table with the names of its columns, which looks as Strapi's own lists do. */
export function HeadedTable({ columns, rowCount, leading, children }: HeadedTableProps) {
  return (
    <Table colCount={columns.length + (leading ? 1 : 0)} rowCount={rowCount + 1}>
      <Thead>
        <Tr>
          {leading && <Th>{leading}</Th>}
          {columns.map((column) => (
            <Th key={column}>
              <Typography variant="sigma">{column}</Typography>
            </Th>
          ))}
        </Tr>
      </Thead>
      <Tbody>{children}</Tbody>
    </Table>
  );
}
