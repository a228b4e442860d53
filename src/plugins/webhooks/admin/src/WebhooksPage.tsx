import { useState } from 'react';
import { Alert, Box, Button, EmptyStateLayout, Flex } from '@strapi/design-system';
import { Layouts, Page, useNotification, useQueryParams, useRBAC } from '@strapi/strapi/admin';
import { reasonOf } from '../../../kernel/admin/src/contract';
import { Deliveries } from './Deliveries';
import { EndpointDialog } from './EndpointDialog';
import { EndpointsTable } from './EndpointsTable';
import { MAY_MANAGE, MAY_READ } from './permissions';
import { useEndpoints, type DeliveriesQuery, type Endpoint, type EndpointFields } from './webhooks';

/** The systems that are told what happens in the shop, and what became of each message to them. */
function Webhooks() {
  const { loaded, create, change, changeSecret, remove } = useEndpoints();
  const { allowedActions } = useRBAC(MAY_MANAGE);
  const { toggleNotification } = useNotification();
  const [edited, setEdited] = useState<Endpoint | 'new'>();
  const [shown, setShown] = useState<string>();
  const [secret, setSecret] = useState<string>();
  const [, setQuery] = useQueryParams<DeliveriesQuery>();
  if (loaded.state === 'loading') return <Page.Loading />;
  if (loaded.state === 'failed') return <Page.Error />;

  const { endpoints, types } = loaded.value;
  const mayManage = allowedActions.canManage === true;
  const attempt = async (work: () => Promise<void>) => {
    try {
      await work();
    } catch (error) {
      toggleNotification({ type: 'danger', message: reasonOf(error) });
    }
  };
  const save = (fields: EndpointFields) =>
    attempt(async () => {
      if (edited === 'new') setSecret(await create(fields));
      else if (edited) await change(edited.documentId, fields);
      setEdited(undefined);
    });
  const add = mayManage ? <Button onClick={() => setEdited('new')}>Add an endpoint</Button> : null;
  const show = (documentId: string | undefined) => {
    setShown(documentId);
    // Another endpoint's log begins at its first page.
    setQuery({ page: '', state: '' }, 'remove');
  };
  const log = endpoints.find(({ documentId }) => documentId === shown);

  return (
    <Page.Main>
      <Page.Title>Webhooks</Page.Title>
      <Layouts.Header
        title="Webhooks"
        subtitle="Other systems that are told what happens in the shop, by signed messages"
        primaryAction={endpoints.length > 0 ? add : null}
      />
      <Layouts.Content>
        <Flex direction="column" alignItems="stretch" gap={6}>
          {secret !== undefined && (
            <Alert
              title="The secret, shown this once:"
              variant="success"
              closeLabel="Close"
              onClose={() => setSecret(undefined)}
            >
              <Box tag="code">{secret}</Box>
            </Alert>
          )}
          {endpoints.length === 0 ? (
            <EmptyStateLayout content="No other system is told anything yet." action={add} />
          ) : (
            <EndpointsTable
              endpoints={endpoints}
              shown={shown}
              onShow={show}
              manage={
                mayManage
                  ? {
                      edit: setEdited,
                      changeSecret: ({ documentId }) =>
                        attempt(async () => setSecret(await changeSecret(documentId))),
                      remove: ({ documentId }) => attempt(() => remove(documentId)),
                    }
                  : undefined
              }
            />
          )}
          {log !== undefined && (
            <Deliveries key={log.documentId} endpoint={log} mayResend={mayManage} />
          )}
        </Flex>
        {edited !== undefined && (
          <EndpointDialog
            endpoint={edited === 'new' ? undefined : edited}
            types={types}
            onSave={save}
            onClose={() => setEdited(undefined)}
          />
        )}
      </Layouts.Content>
    </Page.Main>
  );
}

export default function WebhooksPage() {
  return (
    <Page.Protect permissions={MAY_READ}>
      <Webhooks />
    </Page.Protect>
  );
}
