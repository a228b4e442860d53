import type { ReactNode } from 'react';
import { Box, Td, Tr, Typography } from '@strapi/design-system';
import { HeadedTable } from '../../../kernel/admin/src/contract';

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
        <HeadedTable columns={columns} rowCount={rows.length}>
          {rows.map(({ id, cells }) => (
            <Tr key={id}>
              {cells.map((cell, turn) => (
                <Td key={columns[turn]}>
                  {typeof cell === 'string' ? <Typography>{cell}</Typography> : cell}
                </Td>
              ))}
            </Tr>
          ))}
        </HeadedTable>
      )}
    </Box>
  );
}
