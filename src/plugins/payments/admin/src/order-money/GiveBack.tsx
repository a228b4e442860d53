import { useState } from 'react';
import { Field, Radio, TextInput, Typography } from '@strapi/design-system';
import { FormDialog } from '../../../../kernel/admin/src/contract';
import {
  exponentOf,
  money,
  toDecimal,
  toMinor,
  type MoneyRules,
} from '../../../../pricing/admin/src/contract';
import { AmountField } from './AmountField';
import { GoodsFields, linesOf, type Goods } from './GoodsFields';
import type { Refund, WantedRefund } from './order-money';
import { useKeyed } from './use-keyed';

interface GiveBackProps {
  orderId: string;
  rules: MoneyRules;
  currency: string;
  /** What was paid and not given back, in minor units. */
  left: number;
  giveBack: (wanted: WantedRefund, key: string) => Promise<Refund>;
  onDone: () => void;
  onClose: () => void;
}

/** Gives money of an order back: all that is left or a smaller amount, or what some of its goods came to. */
export function GiveBack(props: GiveBackProps) {
  const { orderId, rules, currency, left, giveBack, onDone, onClose } = props;
  const keyed = useKeyed();
  const exponent = exponentOf(rules, currency);
  const [by, setBy] = useState('amount');
  const [typed, setTyped] = useState(toDecimal(left, exponent));
  const [goods, setGoods] = useState<Goods>({ quantities: {}, restock: false });
  const [reason, setReason] = useState('');
  const shown = (minor: number) => money(rules, minor, currency);
  const amount = Number(toMinor(typed, exponent) ?? 0);
  const lines = linesOf(goods);
  const isRight = by === 'amount' ? amount > 0 && amount <= left : lines.length > 0;
  const run = () =>
    keyed(async (key) => {
      const what = by === 'amount' ? { amount } : { lines, restock: goods.restock };
      const refund = await giveBack({ reason: reason.trim(), ...what }, key);
      onDone();
      return {
        type: refund.status === 'failed' ? 'danger' : 'success',
        message: `${shown(refund.amount)}: ${BECAME[refund.status]}`,
      };
    });
  return (
    <FormDialog
      title="Give money back"
      action={by === 'amount' && isRight ? `Give ${shown(amount)} back` : 'Give back'}
      danger
      disabled={!isRight || reason.trim() === ''}
      run={run}
      onClose={onClose}
    >
      <Typography>
        It goes back the way it came. What came in cash you hand back yourself: it counts as given
        back at once.
      </Typography>
      <Radio.Group value={by} onValueChange={setBy} aria-label="How much">
        <Radio.Item value="amount">An amount</Radio.Item>
        <Radio.Item value="goods">What some of the goods came to</Radio.Item>
      </Radio.Group>
      {by === 'amount' ? (
        <AmountField
          currency={currency}
          hint={`${shown(left)} is left of what was paid.`}
          error={isRight ? undefined : `An amount from ${shown(1)} to ${shown(left)}.`}
          typed={typed}
          onType={setTyped}
        />
      ) : (
        <GoodsFields orderId={orderId} goods={goods} onChange={setGoods} />
      )}
      <Field.Root name="reason" required>
        <Field.Label>Reason</Field.Label>
        <TextInput
          maxLength={255}
          value={reason}
          onChange={({ target }) => setReason(target.value)}
        />
      </Field.Root>
    </FormDialog>
  );
}

const BECAME: Readonly<Record<Refund['status'], string>> = {
  succeeded: 'it was given back.',
  pending: 'it is on its way back.',
  waiting_for_approval: 'it waits for somebody else’s approval.',
  to_be_handed_back: 'hand it back, and say so at the operation.',
  failed: 'the payment provider refused it.',
};
