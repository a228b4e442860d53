import { useState } from 'react';
import { Button, Dialog } from '@strapi/design-system';
import { useNotification } from '@strapi/strapi/admin';
import { reasonOf } from '../../../../kernel/admin/src/contract';
import { useKey } from './order-money';

interface TakeCashProps {
  /** What is due, with its currency. */
  amount: string;
  collect: (key: string) => Promise<void>;
  onDone: () => void;
  onClose: () => void;
}

/** Writes down that the cash for an order was handed over: all that is due, once. */
export function TakeCash({ amount, collect, onDone, onClose }: TakeCashProps) {
  const { toggleNotification } = useNotification();
  const key = useKey();
  const [busy, setBusy] = useState(false);
  const take = async () => {
    setBusy(true);
    try {
      await collect(key);
      toggleNotification({ type: 'success', message: `${amount} was taken.` });
      onDone();
    } catch (error) {
      toggleNotification({ type: 'danger', message: reasonOf(error) });
      setBusy(false);
    }
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
