import { useState } from 'react';
import { Field, TextInput, Typography } from '@strapi/design-system';
import { FormDialog, Quantities, type QuantityByLine } from '../../../../kernel/admin/src/contract';
import type { Line } from '../order';
import type { OrderVerbs } from './use-order';

interface QuantitiesDialogProps {
  lines: readonly Line[];
  onSave: OrderVerbs['amendLines'];
  onClose: () => void;
}

/** Lowers lines of an order that has not left, or takes them away. */
export function QuantitiesDialog({ lines, onSave, onClose }: QuantitiesDialogProps) {
  const [quantities, setQuantities] = useState<QuantityByLine>(
    Object.fromEntries(lines.map(({ documentId, quantity }) => [documentId, quantity])),
  );
  const [note, setNote] = useState('');
  const lowered = lines.flatMap(({ documentId: lineId, quantity: bought }) => {
    const quantity = quantities[lineId] ?? bought;
    return quantity < bought ? [{ lineId, quantity }] : [];
  });
  return (
    <FormDialog
      title="Lower the quantities"
      action="Save"
      disabled={lowered.length === 0}
      run={() => onSave(lowered, note.trim())}
      onClose={onClose}
    >
      <Typography>
        What is taken off is on sale again, and the totals are worked out anew. Money that was paid
        for it is given back by a refund.
      </Typography>
      <Quantities lines={lines} quantities={quantities} onChange={setQuantities} />
      <Field.Root name="note" hint="The customer reads it.">
        <Field.Label>Why</Field.Label>
        <TextInput value={note} onChange={({ target }) => setNote(target.value)} />
        <Field.Hint />
      </Field.Root>
    </FormDialog>
  );
}
