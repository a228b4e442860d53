import { statement } from '../../../kernel/server/contract';

/** How many orders are in each state, from its index alone. */
export const countByStatus = statement<[], { status: string; orders: number }>(
  'orders.count_by_status',
  `SELECT state AS status, count(*) AS orders FROM orders GROUP BY state`,
);
