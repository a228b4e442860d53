import { statement } from '../../../kernel/server/contract';
import type { Scope } from '../../../orders/server/contract';
import type { Sums } from '../domain/sums';
import { refundsIn, salesIn, saleSums, type Whose } from './sales';

const BOUNDS = { from: 'span.from_at', before: 'span.before_at' };

/** The sums of several times, which may overlap, in the order in which they are asked for. */
export const readSums = (scope: Scope) =>
  statement<[...Whose, froms: Date[], befores: Date[]], Sums>(
    `analytics.read_sums_${scope}`,
    `SELECT sold.*, refunded.refunds
       FROM unnest($3::timestamptz[], $4::timestamptz[]) WITH ORDINALITY
            AS span (from_at, before_at, turn)
      CROSS JOIN LATERAL (SELECT ${saleSums} FROM (${salesIn(scope, BOUNDS)}) sale) sold
      CROSS JOIN LATERAL (
        SELECT coalesce(sum(amount), 0)::bigint AS refunds
          FROM (${refundsIn(scope, BOUNDS)}) refund
      ) refunded
      ORDER BY span.turn`,
  );
