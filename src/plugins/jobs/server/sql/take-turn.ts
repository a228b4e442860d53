import { statement } from '../../../kernel/server/contract';

/**
 * Takes a schedule's turn where it is due. Of many processes that ask, one is given the row. The
 * schedule is due at once where it was never seen before.
 */
export const takeTurn = statement<[name: string, everySeconds: number], { name: string }>(
  'jobs.take_turn',
  `INSERT INTO schedules AS known (name, due_at)
   VALUES ($1, now() + make_interval(secs => $2))
   ON CONFLICT (name) DO UPDATE SET due_at = excluded.due_at
    WHERE known.due_at <= now()
   RETURNING name`,
);
