import { statement } from '../../../kernel/server/contract';
import { nextUpdate } from './next-update';

/** Writes whether a payment of an order is disputed. No row comes back where that was known. */
export const writeDispute = statement<[orderRow: number, disputed: boolean], { updated_at: Date }>(
  'orders.write_dispute',
  `UPDATE orders SET disputed = $2, updated_at = ${nextUpdate}
    WHERE id = $1 AND disputed <> $2
   RETURNING updated_at`,
);
