import { useState } from 'react';
import { Button, Dialog, EmptyStateLayout } from '@strapi/design-system';
import {
  ConfirmDialog,
  Layouts,
  Page,
  Pagination,
  useNotification,
  useRBAC,
} from '@strapi/strapi/admin';
import { useDeadLetters } from './dead-letters';
import { DeadLettersTable } from './DeadLettersTable';
import { MAY_READ, MAY_RUN_AGAIN } from './permissions';

/** What the shop has tried to do until it gave up, why it failed, and a way to run it again. */
function DeadLetters() {
  const { loaded, runAgain } = useDeadLetters();
  const { allowedActions } = useRBAC(MAY_RUN_AGAIN);
  const { toggleNotification } = useNotification();
  const [busy, setBusy] = useState(false);
  if (loaded.state === 'loading') return <Page.Loading />;
  if (loaded.state === 'failed') return <Page.Error />;

  const { data: letters, meta } = loaded.value;
  const { total, pageCount } = meta.pagination;
  const mayRun = allowedActions.canRunAgain === true;
  const run = async (id?: number) => {
    setBusy(true);
    try {
      await runAgain(id);
      toggleNotification({ type: 'success', message: 'It runs again.' });
    } catch {
      toggleNotification({ type: 'danger', message: 'That did not work. Reload the page.' });
    } finally {
      setBusy(false);
    }
  };

  return (
    <Page.Main>
      <Page.Title>Failed jobs</Page.Title>
      <Layouts.Header
        title="Failed jobs"
        subtitle={total === 1 ? '1 job was given up' : `${total} jobs were given up`}
        primaryAction={
          mayRun && total > 0 ? <RunAllAgain total={total} disabled={busy} onConfirm={run} /> : null
        }
      />
      <Layouts.Content>
        {letters.length === 0 ? (
          <EmptyStateLayout content="Nothing was given up. Failed tries are repeated by themselves before they come here." />
        ) : (
          <DeadLettersTable
            letters={letters}
            disabled={busy}
            onRunAgain={mayRun ? (id) => void run(id) : undefined}
          />
        )}
        {total > 0 && (
          <Pagination.Root pageCount={pageCount} total={total} defaultPageSize={20}>
            <Pagination.PageSize />
            <Pagination.Links />
          </Pagination.Root>
        )}
      </Layouts.Content>
    </Page.Main>
  );
}

interface RunAllAgainProps {
  total: number;
  disabled: boolean;
  onConfirm: () => Promise<void>;
}

function RunAllAgain({ total, disabled, onConfirm }: RunAllAgainProps) {
  return (
    <Dialog.Root>
      <Dialog.Trigger>
        <Button disabled={disabled}>Run all again</Button>
      </Dialog.Trigger>
      <ConfirmDialog variant="default" onConfirm={() => onConfirm()}>
        {`All ${total} jobs are tried again from the start. Mails and calls among them may be sent.`}
      </ConfirmDialog>
    </Dialog.Root>
  );
}

export default function DeadLettersPage() {
  return (
    <Page.Protect permissions={MAY_READ}>
      <DeadLetters />
    </Page.Protect>
  );
}
