import { setTimeout as sleep } from 'node:timers/promises';
import { makeStock, makeStore, makeVariant } from '../inventory/goods';
import { createShop, type TestShop } from '../support/shop';

let shop: TestShop;
beforeAll(async () => {
  shop = await createShop();
  await shop.secondServer();
});
afterAll(() => shop.stop());

const dueAt = async (name: string) => {
  const [row] = await shop.sql<{ due_at: Date }>('SELECT due_at FROM schedules WHERE name = $1', [
    name,
  ]);
  return row?.due_at;
};

describe('schedules', () => {
  it('sweep up expired holds in the background, and not while they are paused', async () => {
    const stock = await makeStock(shop, await makeVariant(shop), await makeStore(shop), 5);
    const state = async () => {
      const [row] = await shop.sql<{ state: string; reserved: number }>(
        `SELECT hold.state, level.reserved
           FROM holds hold JOIN stock_levels level ON level.id = hold.stock_level_id
          WHERE hold.id = 'expired'`,
      );
      return row;
    };
    const pause = `INSERT INTO schedules VALUES ('inventory.sweep_expired', 'infinity')
                   ON CONFLICT (name) DO UPDATE SET due_at = excluded.due_at`;
    await shop.sql(pause);
    await shop.sql(
      `WITH level AS (UPDATE stock_levels SET reserved = 2 WHERE id = $1)
       INSERT INTO holds (id, stock_level_id, quantity, state, expires_at)
       VALUES ('expired', $1, 2, 'held', now())`,
      [stock.id],
    );
    await sleep(7_000);
    expect(await state()).toEqual({ state: 'held', reserved: 2 });

    await shop.sql(`UPDATE schedules SET due_at = now() WHERE name = 'inventory.sweep_expired'`);
    await sleep(7_000);
    expect(await state()).toEqual({ state: 'released', reserved: 0 });
    expect((await dueAt('inventory.sweep_expired'))?.getTime()).toBeGreaterThan(
      Date.now() - 60_000,
    );
  });
});
