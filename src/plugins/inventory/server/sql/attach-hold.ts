import { statement } from '../../../kernel/server/contract';

/** Gives a live hold its full life. */
export const attachHold = statement<
  [holdId: string, seconds: number],
  { quantity: number; expires_at: Date }
>(
  'inventory.attach_hold',
  `UPDATE holds
      SET expires_at = now() + make_interval(secs => $2)
    WHERE id = $1 AND state = 'held' AND expires_at > now()
   RETURNING quantity, expires_at`,
);
