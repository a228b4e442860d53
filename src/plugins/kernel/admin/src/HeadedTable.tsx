import type { ReactNode } from 'react';
import { Table, Tbody, Th, Thead, Tr, Typography } from '@strapi/design-system';

interface HeadedTableProps {
  /** Their names; an empty one heads the column of buttons. */
  columns: readonly string[];
  rowCount: number;
  /** The rows. */
  children: ReactNode;
}

/** A table with the names of its columns, which looks as Strapi's own lists do. */
export function HeadedTable({ columns, rowCount, children }: HeadedTableProps) {
  return (
    <Table colCount={columns.length} rowCount={rowCount + 1}>
      <Thead>
        <Tr>
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
