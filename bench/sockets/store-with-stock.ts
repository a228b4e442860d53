import { statement, type Database } from '../../src/plugins/kernel/server/contract';

const storeOf = statement<[variantId: number], { document_id: string }>(
  'bench.store_of_stock',
  `SELECT store.document_id FROM stock_levels level JOIN stores store ON store.id = level.store_id
    WHERE level.variant_id = $1 AND level.on_hand > 0`,
);

/** A store that has some of a product. */
export async function storeWithStock(database: Database, product: number): Promise<string> {
  const [store] = await database.query(storeOf, [product]);
  if (store === undefined) throw new Error('No store has anything');
  return store.document_id;
}
