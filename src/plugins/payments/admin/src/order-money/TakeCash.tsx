import { useState } from 'react';
import { Button, Dialog } from '@strapi/design-system';
import { useKeyed } from './use-keyed';

interface TakeCashProps {
  /** What is due, with its currency. */
  amount: string;
  collect: (key: string) => Promise<void>;
  onDone: () => void;
  onClose: () => void;
}

/** Writes down that the cash for an order was handed over: all that is due, once. */
export function TakeCash({ amount, collect, onDone, onClose }: TakeCashProps) {
  const keyed = useKeyed();
  const [busy, setBusy] = useState(false);
  const take = async () => {
    setBusy(true);
    const done = await keyed(async (key) => {
      await collect(key);
      return { type: 'success', message: `${amount} was taken.` };
    });
    setBusy(false);
    if (!done) return;
    onClose();
    onDone();
  };
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Content>
        <Dialog.Header>Take the cash?</Dialog.Header>
        <Dialog.Body>{`You have received ${amount}, all that is due. It is written down with your name.`}</Dialog.Body>
        <Dialog.Footer>
          <Dialog.Cancel>
            <Button variant="tertiary" fullWidth>
              Cancel
            </Button>
          </Dialog.Cancel>
          <Button fullWidth loading={busy} onClick={() => void take()}>
            {`Take ${amount}`}
          </Button>
        </Dialog.Footer>
      </Dialog.Content>
    </Dialog.Root>
  );
}
