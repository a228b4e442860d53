import { useState } from 'react';
import { Badge, Box, Button, Flex, Td, Tr, Typography } from '@strapi/design-system';
import { HeadedTable, moment } from '../../../kernel/admin/src/contract';
import type { Delivery } from './webhooks';

interface DeliveriesTableProps {
  deliveries: readonly Delivery[];
  /** Absent where the user may not. */
  onSendAgain: ((documentId: string) => void) | undefined;
}

const COLUMNS = ['Event', 'State', 'Tries', 'Last answer', 'Last tried', ''];

/** Messages to an endpoint. A click on one shows what was sent and what was answered. */
export function DeliveriesTable({ deliveries, onSendAgain }: DeliveriesTableProps) {
  const [open, setOpen] = useState<string>();
  return (
    <HeadedTable columns={COLUMNS} rowCount={deliveries.length}>
      {deliveries.map((delivery) => (
        <Tr key={delivery.documentId}>
          <Td>
            <Typography fontWeight="bold">{delivery.type}</Typography>
            {open === delivery.documentId && <Sent delivery={delivery} />}
          </Td>
          <Td>
            <Badge active={delivery.state === 'delivered'}>{delivery.state}</Badge>
          </Td>
          <Td>
            <Typography>{delivery.tries}</Typography>
          </Td>
          <Td>
            <Typography>{delivery.error ?? delivery.answer.status ?? '-'}</Typography>
          </Td>
          <Td>
            <Typography>
              {delivery.lastTriedAt === null ? '-' : moment(delivery.lastTriedAt)}
            </Typography>
          </Td>
          <Td>
            <Flex gap={2} justifyContent="flex-end">
              <Button
                variant="tertiary"
                size="S"
                onClick={() =>
                  setOpen(open === delivery.documentId ? undefined : delivery.documentId)
                }
              >
                {open === delivery.documentId ? 'Less' : 'More'}
              </Button>
              {onSendAgain && (
                <Button
                  variant="secondary"
                  size="S"
                  onClick={() => onSendAgain(delivery.documentId)}
                >
                  Send again
                </Button>
              )}
            </Flex>
          </Td>
        </Tr>
      ))}
    </HeadedTable>
  );
}

/** A message is one long line, which must not run over the columns beside it. */
const WRAPPED = { whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' } as const;

/** What was sent, and the beginning of what was answered. */
function Sent({
  delivery: { documentId, body, answer, nextTryAt, state },
}: {
  delivery: Delivery;
}) {
  return (
    <Box maxWidth="48rem" paddingTop={2}>
      <Typography tag="p" variant="pi" textColor="neutral600">
        webhook-id: {documentId}
      </Typography>
      <Typography tag="pre" variant="pi" style={WRAPPED}>
        {body}
      </Typography>
      {answer.body !== null && (
        <Typography tag="pre" variant="pi" textColor="neutral600" style={WRAPPED}>
          {answer.status} after {answer.milliseconds} ms: {answer.body}
        </Typography>
      )}
      {state === 'waiting' && nextTryAt !== null && (
        <Typography tag="p" variant="pi" textColor="neutral600">
          Next try: {moment(nextTryAt)}
        </Typography>
      )}
    </Box>
  );
}
