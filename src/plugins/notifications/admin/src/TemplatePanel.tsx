import { useState } from 'react';
import { Box, Button, Flex, Modal, TextInput, Typography } from '@strapi/design-system';
import { useFetchClient, useForm, useNotification } from '@strapi/strapi/admin';
import type { Panel, PanelProps } from '../../../kernel/admin/src/contract';

const TEMPLATE = 'plugin::notifications.message-template';
const ROUTES = '/api/admin/message-templates';

/** Beside a template: what it looks like, and a test that is really sent. */
export function TemplatePanel({ model }: PanelProps): Panel {
  return model === TEMPLATE ? { title: 'What it looks like', content: <Preview /> } : null;
}

interface Template {
  kind?: string;
  channel?: string;
  language?: string;
  subject?: string;
  text?: string;
  html?: string | null;
}

interface Shown {
  subject: string;
  text: string;
  html: string;
  fault: string | null;
}

function Preview() {
  const values = useForm('MessagePreview', (form) => form.values as Template);
  const { post } = useFetchClient();
  const { toggleNotification } = useNotification();
  const [shown, setShown] = useState<Shown>();
  const [recipient, setRecipient] = useState('');
  const { kind, channel, language, subject = '', text = '', html } = values;
  const which = { kind, channel, language };

  const tell = (error: unknown) => {
    const message = error instanceof Error ? error.message : String(error);
    toggleNotification({ type: 'danger', message });
  };
  const show = () => {
    const body = { ...which, source: { subject, text, html: html ?? '' } };
    post<{ data: Shown }>(`${ROUTES}/preview`, body)
      .then(({ data }) => setShown(data.data))
      .catch(tell);
  };
  const send = () => {
    post(`${ROUTES}/test`, { ...which, recipient })
      .then(() => toggleNotification({ type: 'success', message: `Sent to ${recipient}` }))
      .catch(tell);
  };

  return (
    <Flex direction="column" alignItems="stretch" gap={2} width="100%">
      <Button variant="secondary" onClick={show}>
        Preview
      </Button>
      {shown && <Look {...shown} onClose={() => setShown(undefined)} />}
      <TextInput
        aria-label="Send a test to"
        placeholder="amina@example.com"
        value={recipient}
        onChange={(event: { target: { value: string } }) => setRecipient(event.target.value)}
      />
      <Button variant="secondary" disabled={recipient === ''} onClick={send}>
        Send what is saved as a test
      </Button>
    </Flex>
  );
}

interface LookProps extends Shown {
  onClose: () => void;
}

/** The frame runs nothing and opens nothing: staff look at what other staff have written. */
function Look({ subject, text, html, fault, onClose }: LookProps) {
  return (
    <Modal.Root open onOpenChange={(open) => !open && onClose()}>
      <Modal.Content>
        <Modal.Header>
          <Modal.Title>{subject}</Modal.Title>
        </Modal.Header>
        <Modal.Body>
          {fault !== null && (
            <Box paddingBottom={4}>
              <Typography textColor="danger600">
                {`This cannot be sent (${fault}). Shown is what the shop came with.`}
              </Typography>
            </Box>
          )}
          {html === '' ? (
            <Typography style={{ whiteSpace: 'pre-wrap' }}>{text}</Typography>
          ) : (
            <iframe
              title="Preview"
              sandbox=""
              srcDoc={html}
              style={{ width: '100%', height: '60vh', border: 0, background: 'white' }}
            />
          )}
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
