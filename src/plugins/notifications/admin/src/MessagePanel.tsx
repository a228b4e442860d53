import { Button } from '@strapi/design-system';
import { useFetchClient, useForm, useNotification } from '@strapi/strapi/admin';
import type { Panel, PanelProps } from '../../../kernel/admin/src/contract';

const MESSAGE = 'plugin::notifications.message';

/** Beside a message that failed: the button that has it sent again. */
export function MessagePanel({ model, documentId }: PanelProps): Panel {
  if (model !== MESSAGE || documentId === undefined) return null;
  return { title: 'Sending', content: <Resend documentId={documentId} /> };
}

function Resend({ documentId }: { documentId: string }) {
  const state = useForm('ResendMessage', (form) => (form.values as { state?: string }).state);
  const { post } = useFetchClient();
  const { toggleNotification } = useNotification();
  const resend = () => {
    post(`/api/admin/messages/${documentId}/resend`, {})
      .then(() => toggleNotification({ type: 'success', message: 'It is sent again.' }))
      .catch((error: unknown) => {
        const message = error instanceof Error ? error.message : String(error);
        toggleNotification({ type: 'danger', message });
      });
  };
  return (
    <Button variant="secondary" disabled={state !== 'failed'} onClick={resend}>
      Send again
    </Button>
  );
}
