import { useState } from 'react';
import {
  Badge,
  Box,
  Button,
  EmptyStateLayout,
  Flex,
  Td,
  Tr,
  Typography,
} from '@strapi/design-system';
import { useNotification } from '@strapi/strapi/admin';
import { HeadedTable } from '../../../kernel/admin/src/contract';
import { reasonOf, useDeliveries, type Delivery, type Endpoint } from './webhooks';

interface DeliveriesTableProps {
  endpoint: Endpoint;
  mayResend: boolean;
}

const COLUMNS = ['Event', 'State', 'Tries', 'Last answer', 'Last tried', ''];

/** The newest messages to an endpoint. A click on one shows what was sent and what was answered. */
export function DeliveriesTable({ endpoint, mayResend }: DeliveriesTableProps) {
  const { loaded, reload, resend } = useDeliveries(endpoint.documentId);
  const { toggleNotification } = useNotification();
  const [open, setOpen] = useState<string>();
  if (loaded.state === 'loading') return <Typography>Loading…</Typography>;
  if (loaded.state === 'failed')
    return <Typography>The deliveries could not be loaded.</Typography>;
  if (loaded.value.length === 0) {
    return <EmptyStateLayout content="Nothing has been sent to this endpoint yet." />;
  }
  const sendAgain = async (documentId: string) => {
    try {
      await resend(documentId);
      toggleNotification({ type: 'success', message: 'It is sent again.' });
    } catch (error) {
      toggleNotification({ type: 'danger', message: reasonOf(error) });
    }
  };

  return (
    <Box>
      <Flex justifyContent="space-between" paddingBottom={4}>
        <Typography variant="beta">Deliveries to {endpoint.url}</Typography>
        <Button variant="tertiary" size="S" onClick={() => void reload()}>
          Reload
        </Button>
      </Flex>
      <HeadedTable columns={COLUMNS} rowCount={loaded.value.length}>
        {loaded.value.map((delivery) => (
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
                {delivery.lastTriedAt === null
                  ? '-'
                  : new Date(delivery.lastTriedAt).toLocaleString()}
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
                {mayResend && (
                  <Button
                    variant="secondary"
                    size="S"
                    onClick={() => void sendAgain(delivery.documentId)}
                  >
                    Send again
                  </Button>
                )}
              </Flex>
            </Td>
          </Tr>
        ))}
      </HeadedTable>
    </Box>
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
          Next try: {new Date(nextTryAt).toLocaleString()}
        </Typography>
      )}
    </Box>
  );
}
