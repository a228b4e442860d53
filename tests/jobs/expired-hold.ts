import { makeStock, makeStore, makeVariant } from '../inventory/goods';
import type { TestShop } from '../support/shop';

/** Reserves 2 of 5 by a hold that is expired already. Returns how to read both as they are now. */
export async function makeExpiredHold(shop: TestShop) {
  const stock = await makeStock(shop, await makeVariant(shop), await makeStore(shop), 5);
  await shop.sql(
    `WITH level AS (UPDATE stock_levels SET reserved = 2 WHERE id = $1)
     INSERT INTO holds (id, stock_level_id, quantity, state, expires_at)
     VALUES ('expired', $1, 2, 'held', now())`,
    [stock.id],
  );
  return async () => {
    const [row] = await shop.sql<{ state: string; reserved: number }>(
      `SELECT hold.state, level.reserved
         FROM holds hold JOIN stock_levels level ON level.id = hold.stock_level_id
        WHERE hold.id = 'expired'`,
    );
    return row;
  };
}
