import { useState } from 'react';
import { Checkbox, Field, Textarea } from '@strapi/design-system';
import { FormDialog } from '../../../../kernel/admin/src/contract';

interface NoteDialogProps {
  onAdd: (text: string, internal: boolean) => Promise<boolean>;
  onClose: () => void;
}

/** Adds a note to the history; for the people of the shop alone, unless told otherwise. */
export function NoteDialog({ onAdd, onClose }: NoteDialogProps) {
  const [text, setText] = useState('');
  const [internal, setInternal] = useState(true);
  return (
    <FormDialog
      title="Add a note"
      action="Add"
      disabled={text.trim() === ''}
      run={() => onAdd(text.trim(), internal)}
      onClose={onClose}
    >
      <Field.Root name="note" required>
        <Field.Label>Note</Field.Label>
        <Textarea value={text} onChange={({ target }) => setText(target.value)} />
      </Field.Root>
      <Checkbox checked={internal} onCheckedChange={(on) => setInternal(on === true)}>
        For the people of the shop alone
      </Checkbox>
    </FormDialog>
  );
}
