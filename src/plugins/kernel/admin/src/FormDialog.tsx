import { useState, type ReactNode } from 'react';
import { Button, Flex, Modal } from '@strapi/design-system';

interface FormDialogProps {
  title: string;
  /** What its button does. */
  action: string;
  /** For what cannot be undone. */
  danger?: boolean;
  /** Whether something that is needed is missing still. */
  disabled?: boolean;
  /** Tells whether it was done; the dialog closes then, and keeps what was typed else. */
  run: () => Promise<boolean>;
  onClose: () => void;
  /** The fields. */
  children: ReactNode;
}

/** Asks for what a verb needs, and runs it. It is there as long as it is shown. */
export function FormDialog(props: FormDialogProps) {
  const { title, action, danger = false, disabled = false, run, onClose, children } = props;
  const [busy, setBusy] = useState(false);
  const submit = async () => {
    setBusy(true);
    const done = await run();
    setBusy(false);
    if (done) onClose();
  };
  return (
    <Modal.Root open onOpenChange={(open) => !open && onClose()}>
      <Modal.Content>
        <Modal.Header>
          <Modal.Title>{title}</Modal.Title>
        </Modal.Header>
        <Modal.Body>
          <Flex direction="column" alignItems="stretch" gap={4}>
            {children}
          </Flex>
        </Modal.Body>
        <Modal.Footer>
          <Button variant="tertiary" onClick={onClose}>
            Leave it
          </Button>
          <Button
            variant={danger ? 'danger' : 'default'}
            loading={busy}
            disabled={disabled}
            onClick={() => void submit()}
          >
            {action}
          </Button>
        </Modal.Footer>
      </Modal.Content>
    </Modal.Root>
  );
}
