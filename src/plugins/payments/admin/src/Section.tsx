import type { ReactNode } from 'react';
import { Box, Table, Tbody, Td, Th, Thead, Tr, Typography } from '@strapi/design-system';

interface Props {
  title: string;
  /** Said where there is nothing. */
  nothing: string;
  columns: string[];
  rows: { id: string; cells: ReactNode[] }[];
}

/** A titled table of things that wait for a person. */
export function Section({ title, nothing, columns, rows }: Props) {
  return (
    <Box paddingBottom={8}>
      <Box paddingBottom={2}>
        <Typography variant="delta" tag="h2">
          {rows.length === 0 ? title : `${title} (${rows.length})`}
        </Typography>
      </Box>
      {rows.length === 0 ? (
        <Typography textColor="neutral600">{nothing}</Typography>
      ) : (
        <Table colCount={columns.length} rowCount={rows.length + 1}>
          <Thead>
            <Tr>
              {columns.map((column) => (
                <Th key={column}>
                  <Typography variant="sigma">{column}</Typography>
                </Th>
              ))}
            </Tr>
          </Thead>
          <Tbody>
            {rows.map(({ id, cells }) => (
              <Tr key={id}>
                {cells.map((cell, turn) => (
                  <Td key={columns[turn]}>
                    {typeof cell === 'string' ? <Typography>{cell}</Typography> : cell}
                  </Td>
                ))}
              </Tr>
            ))}
          </Tbody>
        </Table>
      )}
    </Box>
  );
}
