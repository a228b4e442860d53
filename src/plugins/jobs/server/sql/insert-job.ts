import { statement } from '../../../kernel/server/contract';

/** Queues a job. One of the same name and key is queued once. */
export const insertJob = statement<
  [
    name: string,
    payload: string,
    key: string | null,
    notBefore: Date | null,
    correlation: string | null,
  ],
  never
>(
  'jobs.insert_job',
  `INSERT INTO jobs (name, payload, key, due_at, offer_at, correlation)
   VALUES ($1, $2, $3, coalesce($4, now()), coalesce($4, now()), $5)
   ON CONFLICT (name, key) WHERE key IS NOT NULL DO NOTHING`,
);
