import { useState } from 'react';
import { Button, Typography } from '@strapi/design-system';
import { useRBAC } from '@strapi/strapi/admin';
import { Fact } from '../../../../kernel/admin/src/contract';
import type { BesideOrderProps } from '../../../../orders/admin/src/contract';
import { money, useMoneyRules } from '../../../../pricing/admin/src/contract';
import { MAY_COLLECT, MAY_REFUND } from '../permissions';
import { GiveBack } from './GiveBack';
import { NotTaken } from './NotTaken';
import { useOrderMoney } from './order-money';
import { TakeCash } from './TakeCash';

/** What is due and what was paid of an order, and the buttons that move it. */
export function MoneyOfOrder({ orderId, version, onChange }: BesideOrderProps) {
  const { loaded, reload, collect, takeBack, giveBack } = useOrderMoney(orderId, version);
  const rules = useMoneyRules();
  const mayCollect = useMay(MAY_COLLECT);
  const mayRefund = useMay(MAY_REFUND);
  const [open, setOpen] = useState<'cash' | 'not-taken' | 'refund'>();
  if (loaded.state === 'loading') return <Typography>Loading…</Typography>;
  if (loaded.state === 'failed') return <Typography>The money could not be loaded.</Typography>;

  const { status, currency, amountDue, amountPaid, amountRefunded, amountKept } = loaded.value;
  const isAtHandOver = status === 'ready' || status === 'shipped';
  const amount = (minor: number) => money(rules, minor, currency);
  const close = () => setOpen(undefined);
  const done = () => {
    void reload();
    onChange();
  };
  return (
    <>
      <Fact name="Still due">{amount(amountDue)}</Fact>
      <Fact name="Paid">{amount(amountPaid)}</Fact>
      <Fact name="Given back">{amount(amountRefunded)}</Fact>
      {mayCollect && amountDue > 0 && (
        <Button variant="secondary" fullWidth onClick={() => setOpen('cash')}>
          Take the cash
        </Button>
      )}
      {mayCollect && isAtHandOver && amountKept === 0 && (
        <Button variant="danger-light" fullWidth onClick={() => setOpen('not-taken')}>
          Nobody took it
        </Button>
      )}
      {mayRefund && amountKept > 0 && (
        <Button variant="danger-light" fullWidth onClick={() => setOpen('refund')}>
          Give money back
        </Button>
      )}
      {open === 'cash' && (
        <TakeCash
          amount={amount(amountDue)}
          collect={(key) => collect(amountDue, key)}
          onDone={done}
          onClose={close}
        />
      )}
      {open === 'not-taken' && <NotTaken takeBack={takeBack} onDone={done} onClose={close} />}
      {open === 'refund' && rules && (
        <GiveBack
          orderId={orderId}
          rules={rules}
          currency={currency}
          left={amountKept}
          giveBack={giveBack}
          onDone={done}
          onClose={close}
        />
      )}
    </>
  );
}

function useMay(permissions: typeof MAY_COLLECT): boolean {
  return Object.values(useRBAC(permissions).allowedActions).includes(true);
}
