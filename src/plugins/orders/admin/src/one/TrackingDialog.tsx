import { useState } from 'react';
import { Button, Field, Flex, Modal, TextInput } from '@strapi/design-system';
import type { Shipment } from '../order';

interface TrackingDialogProps {
  shipment: Shipment;
  onSave: (carrier: string, trackingNumber: string) => Promise<void>;
  onClose: () => void;
}

/** Who carries a shipment, and under which number. */
export function TrackingDialog({ shipment, onSave, onClose }: TrackingDialogProps) {
  const [carrier, setCarrier] = useState(shipment.carrier ?? '');
  const [number, setNumber] = useState(shipment.trackingNumber ?? '');
  const [busy, setBusy] = useState(false);
  const save = async () => {
    setBusy(true);
    await onSave(carrier.trim(), number.trim());
    onClose();
  };
  return (
    <Modal.Root open onOpenChange={(open) => !open && onClose()}>
      <Modal.Content>
        <Modal.Header>
          <Modal.Title>Tracking</Modal.Title>
        </Modal.Header>
        <Modal.Body>
          <Flex direction="column" alignItems="stretch" gap={4}>
            <Field.Root name="carrier">
              <Field.Label>Carrier</Field.Label>
              <TextInput value={carrier} onChange={({ target }) => setCarrier(target.value)} />
            </Field.Root>
            <Field.Root name="trackingNumber" hint="The customer sees both. Empty takes one away.">
              <Field.Label>Tracking number</Field.Label>
              <TextInput value={number} onChange={({ target }) => setNumber(target.value)} />
              <Field.Hint />
            </Field.Root>
          </Flex>
        </Modal.Body>
        <Modal.Footer>
          <Button variant="tertiary" onClick={onClose}>
            Cancel
          </Button>
          <Button disabled={busy} onClick={() => void save()}>
            Save
          </Button>
        </Modal.Footer>
      </Modal.Content>
    </Modal.Root>
  );
}
