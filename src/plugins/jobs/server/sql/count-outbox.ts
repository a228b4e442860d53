import { statement } from '../../../kernel/server/contract';

/** Events that the relay has not seen yet, and for how long the first of them has waited. */
export const countOutbox = statement<[], { waiting: number; oldest_seconds: number }>(
  'jobs.count_outbox',
  `SELECT count(*) AS waiting,
          coalesce(extract(epoch FROM now() - min(created_at)), 0)::float8 AS oldest_seconds
     FROM outbox
    WHERE relayed_at IS NULL`,
);
