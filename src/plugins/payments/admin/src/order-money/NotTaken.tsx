import { useState } from 'react';
import { Field, TextInput, Typography } from '@strapi/design-system';
import { FormDialog } from '../../../../kernel/admin/src/contract';
import { useKeyed } from './use-keyed';

interface NotTakenProps {
  takeBack: (reason: string, key: string) => Promise<void>;
  onDone: () => void;
  onClose: () => void;
}

/** Ends an order that nobody took, nor paid, when it was handed over. */
export function NotTaken({ takeBack, onDone, onClose }: NotTakenProps) {
  const keyed = useKeyed();
  const [reason, setReason] = useState('');
  const end = () =>
    keyed(async (key) => {
      await takeBack(reason.trim(), key);
      onDone();
      return { type: 'success', message: 'The order is ended, and its goods are back.' };
    });
  return (
    <FormDialog
      title="Nobody took it"
      action="End the order"
      danger
      disabled={reason.trim() === ''}
      run={end}
      onClose={onClose}
    >
      <Typography>
        The order ends, and its goods are in their stores and on sale again. This cannot be undone.
      </Typography>
      <Field.Root name="reason" required hint="The customer reads it.">
        <Field.Label>Why</Field.Label>
        <TextInput
          maxLength={200}
          value={reason}
          onChange={({ target }) => setReason(target.value)}
        />
        <Field.Hint />
      </Field.Root>
    </FormDialog>
  );
}
