import { statement } from '../../../kernel/server/contract';

/**
 * Takes the turns of schedules that are due. Of many processes that ask, one is given each. One that was
 * never seen before is due when its period has passed.
 */
export const takeTurns = statement<
  [names: readonly string[], everySeconds: readonly number[]],
  { name: string }
>(
  'jobs.take_turns',
  `WITH kept AS (
     SELECT name, now() + make_interval(secs => every) AS next
       FROM unnest($1::text[], $2::integer[]) AS kept (name, every)
   ), added AS (
     INSERT INTO schedules (name, due_at)
     SELECT name, next FROM kept WHERE name NOT IN (SELECT name FROM schedules)
     ON CONFLICT (name) DO NOTHING
   ), due AS (
     SELECT name FROM schedules
      WHERE due_at <= now() AND name = ANY ($1::text[])
        FOR UPDATE SKIP LOCKED
   )
   UPDATE schedules SET due_at = next
     FROM due JOIN kept USING (name)
    WHERE schedules.name = due.name
   RETURNING schedules.name`,
);
