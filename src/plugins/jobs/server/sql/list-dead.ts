import { statement } from '../../../kernel/server/contract';

/** A job that was given up. */
export interface DeadRow {
  id: number;
  name: string;
  event: string | null;
  event_id: number | null;
  subject: string | null;
  payload: unknown;
  attempts: number;
  last_error: string | null;
  created_at: Date;
  ended_at: Date;
}

/** A page of what was given up, the latest first, and how many there are. */
export const listDead = statement<[most: number, skip: number], DeadRow & { total: number }>(
  'jobs.list_dead',
  `SELECT job.id, job.name, outbox.event, job.event_id, outbox.subject,
          coalesce(job.payload, outbox.payload) AS payload, job.attempts, job.last_error,
          job.created_at, job.ended_at, count(*) OVER () AS total
     FROM jobs job LEFT JOIN outbox ON outbox.id = job.event_id
    WHERE job.state = 'dead'
    ORDER BY job.ended_at DESC, job.id DESC
    LIMIT $1 OFFSET $2`,
);
