import { statement } from '../../../kernel/server/contract';
import { giveBack, type EndedHold } from './give-back';

/**
 * Lowers holds to what they shall keep, expired ones too, and frees the rest; what keeps 0 ends.
 * Those that have ended before, or have no more than that, are left out.
 */
export const freeHolds = statement<[holdIds: string[], keep: number[]], EndedHold>(
  'inventory.free_holds',
  giveBack(
    `SELECT hold.id, hold.stock_level_id, hold.quantity - asked.keep AS quantity, asked.keep
       FROM unnest($1::text[], $2::int[]) AS asked (hold_id, keep)
       JOIN holds hold ON hold.id = asked.hold_id
      WHERE hold.state = 'held' AND hold.quantity > asked.keep
      ORDER BY hold.id
        FOR UPDATE OF hold`,
  ),
);
