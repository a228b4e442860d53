import { statement } from '../../../kernel/server/contract';

/** Says which events the listeners and the followers of this process want; those of the latter in one row. */
export const announceListeners = statement<
  [names: string[], events: (string | null)[], inOrder: boolean[], follows: boolean[]],
  never
>(
  'jobs.announce_listeners',
  `INSERT INTO listeners (name, events, in_order, follows)
   SELECT name, string_to_array(events, ','), in_order, follows
     FROM unnest($1::text[], $2::text[], $3::boolean[], $4::boolean[])
          AS mine (name, events, in_order, follows)
    ORDER BY name
   ON CONFLICT (name) DO UPDATE
      SET events = excluded.events, in_order = excluded.in_order, follows = excluded.follows,
          seen_at = now()`,
);
