import { statement } from '../../../kernel/server/contract';

/** Says which events the listeners of this process want. */
export const announceListeners = statement<
  [names: string[], events: (string | null)[], inOrder: boolean[]],
  never
>(
  'jobs.announce_listeners',
  `INSERT INTO listeners (name, events, in_order)
   SELECT name, string_to_array(events, ','), in_order
     FROM unnest($1::text[], $2::text[], $3::boolean[]) AS mine (name, events, in_order)
    ORDER BY name
   ON CONFLICT (name) DO UPDATE
      SET events = excluded.events, in_order = excluded.in_order, seen_at = now()`,
);
