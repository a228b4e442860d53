import { statement, type Database } from '../../src/plugins/kernel/server/contract';

const sold = statement<[sku: string], { sold: number }>(
  'bench.sold',
  'SELECT coalesce(sum(quantity), 0)::int AS sold FROM order_lines WHERE sku = $1',
);

/** Units of a SKU that stand in orders, in either shop. */
export async function soldOf(database: Database, sku: string): Promise<number> {
  const [row] = await database.query(sold, [sku]);
  return row?.sold ?? 0;
}
