import { useState } from 'react';
import { Button, Dialog, Field, Flex, Textarea, Typography } from '@strapi/design-system';
import { ConfirmDialog } from '@strapi/strapi/admin';
import { LeaveIt } from '../LeaveIt';
import { verbOf } from '../wording';

interface MoveButtonsProps {
  /** The states into which the order may go. */
  choices: readonly string[];
  move: (status: string, note?: string) => Promise<boolean>;
}

/** A button for each state into which an order may go. It is asked before an order is cancelled. */
export function MoveButtons({ choices, move }: MoveButtonsProps) {
  const [busy, setBusy] = useState(false);
  const run = async (status: string, note?: string) => {
    setBusy(true);
    await move(status, note);
    setBusy(false);
  };
  const onward = choices.filter((status) => status !== 'cancelled');
  return (
    <Flex gap={2}>
      {choices.includes('cancelled') && (
        <CancelButton disabled={busy} onConfirm={(note) => run('cancelled', note)} />
      )}
      {onward.map((status) => (
        <Button key={status} disabled={busy} onClick={() => void run(status)}>
          {verbOf(status)}
        </Button>
      ))}
    </Flex>
  );
}

interface CancelButtonProps {
  disabled: boolean;
  onConfirm: (note: string) => Promise<void>;
}

function CancelButton({ disabled, onConfirm }: CancelButtonProps) {
  const [note, setNote] = useState('');
  return (
    <Dialog.Root>
      <Dialog.Trigger>
        <Button variant="danger-light" disabled={disabled}>
          {verbOf('cancelled')}
        </Button>
      </Dialog.Trigger>
      <ConfirmDialog
        title="Cancel the order?"
        startAction={<LeaveIt />}
        onConfirm={() => onConfirm(note.trim())}
      >
        <Flex direction="column" alignItems="stretch" gap={4} width="100%">
          <Typography>
            The goods are back on sale, and what was paid goes back. This cannot be undone.
          </Typography>
          <Field.Root name="note" hint="The customer reads it.">
            <Field.Label>Why</Field.Label>
            <Textarea value={note} onChange={({ target }) => setNote(target.value)} />
            <Field.Hint />
          </Field.Root>
        </Flex>
      </ConfirmDialog>
    </Dialog.Root>
  );
}
