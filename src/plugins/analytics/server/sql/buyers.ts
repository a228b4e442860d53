import type { Scope } from '../../../orders/server/contract';
import { salesIn, type Bounds } from './sales';

/**
 * Who bought in a time: a customer by the account, a guest by the address. Orders whose customer was
 * deleted are nobody's.
 *
 * @param nobody parameter with the address of those
 */
export const buyersIn = (scope: Scope, bounds: Bounds, nobody: string): string => `
  SELECT sale.customer_id, CASE WHEN sale.customer_id IS NULL THEN lower(sale.email) END AS address,
         count(*) AS orders, sum(sale.total)::bigint AS spent
    FROM (${salesIn(scope, bounds)}) sale
   WHERE sale.customer_id IS NOT NULL OR sale.email <> ${nobody}
   GROUP BY 1, 2`;
