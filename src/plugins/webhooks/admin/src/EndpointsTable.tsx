import { Badge, Button, Dialog, Flex, Td, Tr, Typography } from '@strapi/design-system';
import { ConfirmDialog } from '@strapi/strapi/admin';
import { HeadedTable, moment } from '../../../kernel/admin/src/contract';
import type { Endpoint } from './webhooks';

interface EndpointsTableProps {
  endpoints: readonly Endpoint[];
  /** Document id of the one whose deliveries are shown. */
  shown: string | undefined;
  onShow: (documentId: string | undefined) => void;
  /** Absent where the user may not. */
  manage:
    | {
        edit: (endpoint: Endpoint) => void;
        changeSecret: (endpoint: Endpoint) => Promise<void>;
        remove: (endpoint: Endpoint) => Promise<void>;
      }
    | undefined;
}

const COLUMNS = ['Address', 'Events', 'State', ''];

/** Endpoints, each with how it is. */
export function EndpointsTable({ endpoints, shown, onShow, manage }: EndpointsTableProps) {
  return (
    <HeadedTable columns={COLUMNS} rowCount={endpoints.length}>
      {endpoints.map((endpoint) => (
        <Tr key={endpoint.documentId}>
          <Td>
            <Typography fontWeight="bold">{endpoint.url}</Typography>
            {endpoint.description !== null && (
              <Typography tag="p" variant="pi" textColor="neutral600">
                {endpoint.description}
              </Typography>
            )}
          </Td>
          <Td>
            <Typography>
              {endpoint.events.includes('*') ? 'All' : endpoint.events.join(', ')}
            </Typography>
          </Td>
          <Td>
            <State endpoint={endpoint} />
          </Td>
          <Td>
            <Flex gap={2} justifyContent="flex-end">
              <Button
                variant="tertiary"
                size="S"
                onClick={() =>
                  onShow(shown === endpoint.documentId ? undefined : endpoint.documentId)
                }
              >
                Deliveries
              </Button>
              {manage && (
                <>
                  <Button variant="tertiary" size="S" onClick={() => manage.edit(endpoint)}>
                    Edit
                  </Button>
                  <Confirmed
                    label="New secret"
                    question="Messages will be signed with a new secret, and for a day with the old one too."
                    onConfirm={() => manage.changeSecret(endpoint)}
                  />
                  <Confirmed
                    label="Delete"
                    question="The endpoint is deleted with its deliveries."
                    onConfirm={() => manage.remove(endpoint)}
                  />
                </>
              )}
            </Flex>
          </Td>
        </Tr>
      ))}
    </HeadedTable>
  );
}

function State({ endpoint: { active, offReason, failingSince } }: { endpoint: Endpoint }) {
  if (!active) {
    return (
      <>
        <Badge>Off</Badge>
        {offReason !== null && (
          <Typography tag="p" variant="pi" textColor="neutral600">
            {offReason}
          </Typography>
        )}
      </>
    );
  }
  if (failingSince === null) return <Badge active>On</Badge>;
  return <Typography textColor="danger600">Fails since {moment(failingSince)}</Typography>;
}

interface ConfirmedProps {
  label: string;
  question: string;
  onConfirm: () => Promise<void>;
}

function Confirmed({ label, question, onConfirm }: ConfirmedProps) {
  return (
    <Dialog.Root>
      <Dialog.Trigger>
        <Button variant="tertiary" size="S">
          {label}
        </Button>
      </Dialog.Trigger>
      <ConfirmDialog variant="default" onConfirm={() => onConfirm()}>
        {question}
      </ConfirmDialog>
    </Dialog.Root>
  );
}
