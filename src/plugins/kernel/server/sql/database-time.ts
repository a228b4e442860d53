import { statement } from '../database/statement';

/** What time it is by the database, in milliseconds since 1970. */
export const databaseTime = statement<[], { now: number }>(
  'kernel.database_time',
  `SELECT extract(epoch FROM clock_timestamp())::float8 * 1000 AS now`,
);
