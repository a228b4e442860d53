import { useState } from 'react';
import { Box, Button, Dialog, Flex, Typography } from '@strapi/design-system';
import { ConfirmDialog, useNotification } from '@strapi/strapi/admin';
import { reasonOf } from '../../../../kernel/admin/src/contract';
import { STATUSES, type Moves, type Order } from '../order';
import { LeaveIt } from '../LeaveIt';
import { words } from '../wording';
import type { Moved } from './orders';

interface BulkMoveProps {
  orders: readonly Order[];
  moves: Moves;
  move: (orderIds: readonly string[], to: string) => Promise<Moved[]>;
  onMoved: (results: Moved[]) => void;
}

/** Moves the ticked orders to a state into which one of them may go. */
export function BulkMove({ orders, moves, move, onMoved }: BulkMoveProps) {
  const { toggleNotification } = useNotification();
  const [busy, setBusy] = useState(false);
  const choices = STATUSES.filter((to) =>
    orders.some(({ status }) => moves.orders[status].includes(to)),
  );
  const run = async (to: string) => {
    setBusy(true);
    try {
      onMoved(
        await move(
          orders.map(({ documentId }) => documentId),
          to,
        ),
      );
    } catch (error) {
      toggleNotification({ type: 'danger', message: reasonOf(error) });
    } finally {
      setBusy(false);
    }
  };
  const count = orders.length === 1 ? '1 order' : `${orders.length} orders`;
  return (
    <Flex gap={2} wrap="wrap">
      <Box paddingRight={2}>
        <Typography textColor="neutral600">{`${count} ticked. Move to:`}</Typography>
      </Box>
      {choices.length === 0 && <Typography>They can go nowhere from where they are.</Typography>}
      {choices.map((to) => (
        <Dialog.Root key={to}>
          <Dialog.Trigger>
            <Button
              variant={to === 'cancelled' ? 'danger-light' : 'secondary'}
              size="S"
              disabled={busy}
            >
              {words(to)}
            </Button>
          </Dialog.Trigger>
          <ConfirmDialog
            title={to === 'cancelled' ? `Cancel ${count}?` : `Move ${count}?`}
            variant={to === 'cancelled' ? 'danger' : 'default'}
            startAction={<LeaveIt />}
            onConfirm={() => run(to)}
          >
            {to === 'cancelled'
              ? 'The goods are back on sale, and what was paid goes back. This cannot be undone.'
              : `${count} will be ${words(to)}. Those that cannot be stay as they are.`}
          </ConfirmDialog>
        </Dialog.Root>
      ))}
    </Flex>
  );
}
