import { useState } from 'react';
import { Button, Field, Flex, Modal, TextInput, Typography } from '@strapi/design-system';
import { useNotification } from '@strapi/strapi/admin';
import { reasonOf } from '../../../../kernel/admin/src/contract';
import {
  exponentOf,
  money,
  toDecimal,
  toMinor,
  type MoneyRules,
} from '../../../../pricing/admin/src/contract';
import { useKey, type Refund } from './order-money';

interface GiveBackProps {
  rules: MoneyRules;
  currency: string;
  /** What was paid and not given back, in minor units. */
  left: number;
  giveBack: (amount: number, reason: string, key: string) => Promise<Refund>;
  onDone: () => void;
  onClose: () => void;
}

/** Gives money of an order back: all that is left, unless a smaller amount is typed. */
export function GiveBack({ rules, currency, left, giveBack, onDone, onClose }: GiveBackProps) {
  const { toggleNotification } = useNotification();
  const key = useKey();
  const exponent = exponentOf(rules, currency);
  const [typed, setTyped] = useState(toDecimal(left, exponent));
  const [reason, setReason] = useState('');
  const [busy, setBusy] = useState(false);
  const shown = (minor: number) => money(rules, minor, currency);
  const amount = Number(toMinor(typed, exponent) ?? 0);
  const isRight = amount > 0 && amount <= left;
  const run = async () => {
    setBusy(true);
    try {
      const refund = await giveBack(amount, reason.trim(), key);
      const type = refund.status === 'failed' ? 'danger' : 'success';
      toggleNotification({ type, message: `${shown(refund.amount)}: ${BECAME[refund.status]}` });
      onDone();
    } catch (error) {
      toggleNotification({ type: 'danger', message: reasonOf(error) });
      setBusy(false);
    }
  };
  return (
    <Modal.Root open onOpenChange={(open) => !open && onClose()}>
      <Modal.Content>
        <Modal.Header>
          <Modal.Title>Give money back</Modal.Title>
        </Modal.Header>
        <Modal.Body>
          <Flex direction="column" alignItems="stretch" gap={4}>
            <Typography>
              It goes back the way it came. What came in cash you hand back yourself: it counts as
              given back at once.
            </Typography>
            <Field.Root
              name="amount"
              required
              hint={`${shown(left)} is left of what was paid.`}
              error={isRight ? undefined : `An amount from ${shown(1)} to ${shown(left)}.`}
            >
              <Field.Label>{`Amount in ${currency}`}</Field.Label>
              <TextInput
                inputMode="decimal"
                value={typed}
                onChange={({ target }) => setTyped(target.value)}
              />
              <Field.Hint />
              <Field.Error />
            </Field.Root>
            <Field.Root name="reason" required>
              <Field.Label>Reason</Field.Label>
              <TextInput
                maxLength={255}
                value={reason}
                onChange={({ target }) => setReason(target.value)}
              />
            </Field.Root>
          </Flex>
        </Modal.Body>
        <Modal.Footer>
          <Button variant="tertiary" onClick={onClose}>
            Cancel
          </Button>
          <Button
            variant="danger"
            loading={busy}
            disabled={!isRight || reason.trim() === ''}
            onClick={() => void run()}
          >
            {isRight ? `Give ${shown(amount)} back` : 'Give back'}
          </Button>
        </Modal.Footer>
      </Modal.Content>
    </Modal.Root>
  );
}

const BECAME: Readonly<Record<Refund['status'], string>> = {
  succeeded: 'it was given back.',
  pending: 'it is on its way back.',
  waiting_for_approval: 'it waits for somebody else’s approval.',
  to_be_handed_back: 'hand it back, and say so at the operation.',
  failed: 'the payment provider refused it.',
};
