import { statement } from '../../../kernel/server/contract';
import { giveBack, type EndedHold } from './give-back';

/** Ends an order's allocations. What was fulfilled or released before stays as it is. */
export const releaseOrder = statement<[orderId: string], EndedHold>(
  'inventory.release_order',
  giveBack(
    `SELECT id, stock_level_id, quantity, 0 AS keep
       FROM holds
      WHERE order_id = $1 AND state = 'allocated'
      ORDER BY id
        FOR UPDATE`,
  ),
);
