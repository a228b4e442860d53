import { useState } from 'react';
import { Alert, Box, Button, EmptyStateLayout, Flex } from '@strapi/design-system';
import { Layouts, Page, useNotification, useRBAC } from '@strapi/strapi/admin';
import { DeliveriesTable } from './DeliveriesTable';
import { EndpointDialog } from './EndpointDialog';
import { EndpointsTable } from './EndpointsTable';
import { reasonOf, useEndpoints, type Endpoint, type EndpointFields } from './webhooks';

const PERMISSIONS = {
  read: [{ action: 'plugin::webhooks.endpoint.read', subject: null }],
  manage: [{ action: 'plugin::webhooks.endpoint.manage', subject: null }],
};

/** The systems that are told what happens in the shop, and what became of each message to them. */
function Webhooks() {
  const { loaded, create, change, changeSecret, remove } = useEndpoints();
  const { allowedActions } = useRBAC(PERMISSIONS.manage);
  const { toggleNotification } = useNotification();
  const [edited, setEdited] = useState<Endpoint | 'new'>();
  const [shown, setShown] = useState<string>();
  const [secret, setSecret] = useState<string>();
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
              onShow={setShown}
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
            <DeliveriesTable key={log.documentId} endpoint={log} mayResend={mayManage} />
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
    <Page.Protect permissions={PERMISSIONS.read}>
      <Webhooks />
    </Page.Protect>
  );
}
