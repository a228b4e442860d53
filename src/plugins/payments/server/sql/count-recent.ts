import { statement } from '../../../kernel/server/contract';

/** Payments begun within the last hour, by method and what became of them. */
export const countRecent = statement<[], { method: string; result: string; payments: number }>(
  'payments.count_recent',
  `SELECT method, state AS result, count(*) AS payments
     FROM payments
    WHERE created_at > now() - interval '1 hour'
    GROUP BY method, state`,
);
