import { useState } from 'react';
import { Field, TextInput } from '@strapi/design-system';
import { FormDialog } from '../../../../kernel/admin/src/contract';
import type { Shipment } from '../order';

interface TrackingDialogProps {
  shipment: Shipment;
  onSave: (carrier: string, trackingNumber: string) => Promise<boolean>;
  onClose: () => void;
}

/** Who carries a shipment, and under which number. */
export function TrackingDialog({ shipment, onSave, onClose }: TrackingDialogProps) {
  const [carrier, setCarrier] = useState(shipment.carrier ?? '');
  const [number, setNumber] = useState(shipment.trackingNumber ?? '');
  return (
    <FormDialog
      title="Tracking"
      action="Save"
      run={() => onSave(carrier.trim(), number.trim())}
      onClose={onClose}
    >
      <Field.Root name="carrier">
        <Field.Label>Carrier</Field.Label>
        <TextInput value={carrier} onChange={({ target }) => setCarrier(target.value)} />
      </Field.Root>
      <Field.Root name="trackingNumber" hint="The customer sees both. Empty takes one away.">
        <Field.Label>Tracking number</Field.Label>
        <TextInput value={number} onChange={({ target }) => setNumber(target.value)} />
        <Field.Hint />
      </Field.Root>
    </FormDialog>
  );
}
