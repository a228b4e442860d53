import { useState } from 'react';
import { Button, Checkbox, Field, Flex, Modal, Textarea } from '@strapi/design-system';

interface NoteButtonProps {
  onAdd: (text: string, internal: boolean) => Promise<void>;
}

/** Adds a note to the history; for the people of the shop alone, unless told otherwise. */
export function NoteButton({ onAdd }: NoteButtonProps) {
  const [open, setOpen] = useState(false);
  const [text, setText] = useState('');
  const [internal, setInternal] = useState(true);
  const [busy, setBusy] = useState(false);
  const add = async () => {
    setBusy(true);
    await onAdd(text.trim(), internal);
    setBusy(false);
    setText('');
    setOpen(false);
  };
  return (
    <Modal.Root open={open} onOpenChange={setOpen}>
      <Modal.Trigger>
        <Button variant="secondary" size="S">
          Add a note
        </Button>
      </Modal.Trigger>
      <Modal.Content>
        <Modal.Header>
          <Modal.Title>Add a note</Modal.Title>
        </Modal.Header>
        <Modal.Body>
          <Flex direction="column" alignItems="stretch" gap={4}>
            <Field.Root name="note" required>
              <Field.Label>Note</Field.Label>
              <Textarea value={text} onChange={({ target }) => setText(target.value)} />
            </Field.Root>
            <Checkbox checked={internal} onCheckedChange={(on) => setInternal(on === true)}>
              For the people of the shop alone
            </Checkbox>
          </Flex>
        </Modal.Body>
        <Modal.Footer>
          <Button variant="tertiary" onClick={() => setOpen(false)}>
            Cancel
          </Button>
          <Button disabled={busy || text.trim() === ''} onClick={() => void add()}>
            Add
          </Button>
        </Modal.Footer>
      </Modal.Content>
    </Modal.Root>
  );
}
