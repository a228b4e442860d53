import { statement } from '../../../kernel/server/contract';

/**
 * Sets `on_hand` to the sum of the movements. Where that is negative or less than is reserved, only a
 * count in the store tells what is right: such rows are left.
 */
export const repairOnHand = statement<[], never>(
  'inventory.repair_on_hand',
  `UPDATE stock_levels level
      SET on_hand = ledger.quantity, updated_at = now()
     FROM (SELECT stock.id, coalesce(sum(movement.delta), 0) AS quantity
             FROM stock_levels stock
             LEFT JOIN stock_movements movement ON movement.stock_level_id = stock.id
            GROUP BY stock.id) ledger
    WHERE ledger.id = level.id AND level.on_hand <> ledger.quantity
      AND ledger.quantity >= 0
      AND (level.backorderable OR level.reserved <= ledger.quantity)`,
);
