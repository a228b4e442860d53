import { statement } from '../../../kernel/server/contract';

/**
 * Sets `reserved` to what is held and allocated. Where that is more than a store has, people decide
 * who goes without: such rows are left.
 */
export const repairReserved = statement<[], never>(
  'inventory.repair_reserved',
  `UPDATE stock_levels level
      SET reserved = ledger.quantity
     FROM (SELECT stock.id, coalesce(sum(hold.quantity), 0) AS quantity
             FROM stock_levels stock
             LEFT JOIN holds hold
                    ON hold.stock_level_id = stock.id AND hold.state IN ('held', 'allocated')
            GROUP BY stock.id) ledger
    WHERE ledger.id = level.id AND level.reserved <> ledger.quantity
      AND (level.backorderable OR ledger.quantity <= level.on_hand)`,
);
