import { statement } from '../../../kernel/server/contract';
import { giveBack, type EndedHold } from './give-back';

/** Ends holds, expired ones too, whose stock is then free. Those that have ended before are left out. */
export const releaseHolds = statement<[holdIds: string[]], EndedHold>(
  'inventory.release_holds',
  giveBack(
    `SELECT id, stock_level_id, quantity
       FROM holds
      WHERE id = ANY($1::text[]) AND state = 'held'
      ORDER BY id
        FOR UPDATE`,
  ),
);
