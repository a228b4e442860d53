import { statement } from '../../../kernel/server/contract';

/** Gives live holds their full life again. Those that are gone do not come back. */
export const renewHolds = statement<
  [holdIds: string[], seconds: number],
  { id: string; expires_at: Date }
>(
  'inventory.renew_holds',
  `WITH live AS MATERIALIZED (
     SELECT id
       FROM holds
      WHERE id = ANY($1::text[]) AND state = 'held' AND expires_at > now()
      ORDER BY id
        FOR UPDATE
   )
   UPDATE holds
      SET expires_at = now() + make_interval(secs => $2)
     FROM live
    WHERE holds.id = live.id
   RETURNING holds.id, holds.expires_at`,
);
