import { statement } from '../../../kernel/server/contract';
import { giveBack, type EndedHold } from './give-back';

/** Ends expired holds, up to a number, passing by those that somebody else is changing. */
export const sweepExpired = statement<[most: number], EndedHold>(
  'inventory.sweep_expired',
  giveBack(
    `SELECT id, stock_level_id, quantity, 0 AS keep
       FROM holds
      WHERE id IN (SELECT id FROM holds
                    WHERE state = 'held' AND expires_at <= now()
                    ORDER BY expires_at
                    LIMIT $1)
        AND state = 'held' AND expires_at <= now()
      ORDER BY id
        FOR UPDATE SKIP LOCKED`,
  ),
);
