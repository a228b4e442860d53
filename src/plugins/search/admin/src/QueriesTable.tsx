import { useState } from 'react';
import { Box, Button, Flex, Td, Tr, Typography } from '@strapi/design-system';
import { HeadedTable } from '../../../kernel/admin/src/contract';
import { MOST_ROWS, type CountedQuery } from './report';

export interface Column {
  title: string;
  show: (counted: CountedQuery) => string;
}

interface QueriesTableProps {
  title: string;
  /** Said where there is nothing. */
  nothing: string;
  columns: readonly Column[];
  queries: readonly CountedQuery[];
}

const ROWS_A_STEP = 20;

/** What was searched for, and figures of each; the first rows, and more when asked. */
export function QueriesTable({ title, nothing, columns, queries }: QueriesTableProps) {
  const [shown, setShown] = useState(ROWS_A_STEP);
  const rows = queries.slice(0, shown);
  return (
    <Box>
      <Box paddingBottom={2}>
        <Typography variant="delta" tag="h2">
          {title}
        </Typography>
      </Box>
      {queries.length === 0 ? (
        <Typography textColor="neutral600">{nothing}</Typography>
      ) : (
        <HeadedTable
          columns={['Search', ...columns.map(({ title }) => title)]}
          rowCount={rows.length}
        >
          {rows.map((counted) => (
            <Tr key={counted.query}>
              <Td>
                <Box maxWidth="32rem">
                  <Typography tag="p" fontWeight="bold" ellipsis title={counted.query}>
                    {counted.query}
                  </Typography>
                </Box>
              </Td>
              {columns.map((column) => (
                <Td key={column.title}>
                  <Typography>{column.show(counted)}</Typography>
                </Td>
              ))}
            </Tr>
          ))}
        </HeadedTable>
      )}
      <Flex gap={4} paddingTop={4}>
        {queries.length > shown && (
          <Button variant="tertiary" onClick={() => setShown(shown + ROWS_A_STEP)}>
            Show more
          </Button>
        )}
        {queries.length >= MOST_ROWS && shown >= MOST_ROWS && (
          <Typography textColor="neutral600">
            {`These are the ${MOST_ROWS} most frequent. A shorter period shows others.`}
          </Typography>
        )}
      </Flex>
    </Box>
  );
}
