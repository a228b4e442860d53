import { useState } from 'react';
import { Box, Button, Flex, Td, Tr, Typography } from '@strapi/design-system';
import { HeadedTable, moment } from '../../../kernel/admin/src/contract';
import type { DeadLetter } from './dead-letters';

interface DeadLettersTableProps {
  letters: readonly DeadLetter[];
  disabled: boolean;
  /** Absent where the user may not. */
  onRunAgain: ((id: number) => void) | undefined;
}

const COLUMNS = ['Job', 'Because of', 'Tries', 'Why it failed', 'Given up at', ''];

/** The jobs that were given up. A click on one shows what it was given. */
export function DeadLettersTable({ letters, disabled, onRunAgain }: DeadLettersTableProps) {
  const [open, setOpen] = useState<number>();
  return (
    <HeadedTable columns={COLUMNS} rowCount={letters.length}>
      {letters.map((letter) => (
        <Tr key={letter.id}>
          <Td>
            <Typography fontWeight="bold">{letter.name}</Typography>
          </Td>
          <Td>
            <Typography>{letter.event ?? '-'}</Typography>
            {letter.subject !== null && (
              <Typography tag="p" variant="pi" textColor="neutral600">
                {letter.subject}
              </Typography>
            )}
          </Td>
          <Td>
            <Typography>{letter.attempts}</Typography>
          </Td>
          <Td>
            <Box maxWidth="48rem">
              <Typography tag="p" ellipsis={open !== letter.id}>
                {letter.error}
              </Typography>
              {open === letter.id && (
                <Typography tag="pre" variant="pi" textColor="neutral600">
                  {JSON.stringify(letter.payload, undefined, 2)}
                </Typography>
              )}
            </Box>
          </Td>
          <Td>
            <Typography>{moment(letter.failedAt)}</Typography>
          </Td>
          <Td>
            <Flex gap={2} justifyContent="flex-end">
              <Button
                variant="tertiary"
                size="S"
                onClick={() => setOpen(open === letter.id ? undefined : letter.id)}
              >
                {open === letter.id ? 'Less' : 'More'}
              </Button>
              {onRunAgain && (
                <Button
                  variant="secondary"
                  size="S"
                  disabled={disabled}
                  onClick={() => onRunAgain(letter.id)}
                >
                  Run again
                </Button>
              )}
            </Flex>
          </Td>
        </Tr>
      ))}
    </HeadedTable>
  );
}
