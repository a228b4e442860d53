import {
  Box,
  Button,
  EmptyStateLayout,
  Flex,
  SingleSelect,
  SingleSelectOption,
  Typography,
} from '@strapi/design-system';
import { Pagination, useNotification, useQueryParams } from '@strapi/strapi/admin';
import { reasonOf } from '../../../kernel/admin/src/contract';
import { DeliveriesTable } from './DeliveriesTable';
import { DELIVERY_STATES, useDeliveries, type DeliveriesQuery, type Endpoint } from './webhooks';

interface DeliveriesProps {
  endpoint: Endpoint;
  mayResend: boolean;
}

/** The messages to an endpoint, a page at a time, the newest first. */
export function Deliveries({ endpoint, mayResend }: DeliveriesProps) {
  const { loaded, reload, resend } = useDeliveries(endpoint.documentId);
  const [{ query }, setQuery] = useQueryParams<DeliveriesQuery>();
  const { toggleNotification } = useNotification();
  const narrow = (state: string | undefined) => setQuery({ state, page: '1' });
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
      <Flex justifyContent="space-between" paddingBottom={4} gap={4}>
        <Typography variant="beta">Deliveries to {endpoint.url}</Typography>
        <Flex gap={2}>
          <SingleSelect
            aria-label="State"
            placeholder="Any state"
            size="S"
            value={query.state ?? ''}
            onChange={(state) => narrow(String(state))}
            onClear={() => narrow(undefined)}
          >
            {DELIVERY_STATES.map((state) => (
              <SingleSelectOption key={state} value={state}>
                {state}
              </SingleSelectOption>
            ))}
          </SingleSelect>
          <Button variant="tertiary" size="S" onClick={() => void reload()}>
            Reload
          </Button>
        </Flex>
      </Flex>
      {loaded.state === 'loading' && <Typography>Loading…</Typography>}
      {loaded.state === 'failed' && <Typography>The deliveries could not be loaded.</Typography>}
      {loaded.state === 'here' &&
        (loaded.value.data.length === 0 ? (
          <EmptyStateLayout
            content={
              query.state
                ? 'No message to this endpoint is in this state.'
                : 'Nothing has been sent to this endpoint yet.'
            }
          />
        ) : (
          <>
            <DeliveriesTable
              deliveries={loaded.value.data}
              onSendAgain={mayResend ? (id) => void sendAgain(id) : undefined}
            />
            <Pagination.Root {...loaded.value.meta.pagination} defaultPageSize={20}>
              <Pagination.PageSize />
              <Pagination.Links />
            </Pagination.Root>
          </>
        ))}
    </Box>
  );
}
