import { runDoctor } from '../support/doctor';
import { createShop, type TestShop } from '../support/shop';
import { booksOf, makeStock, makeStore, makeVariant } from './goods';

let shop: TestShop;
beforeAll(async () => {
  shop = await createShop();
});
afterAll(() => shop.stop());

describe('the doctor', () => {
  it('names each drift, mends what has one right answer and then finds the books right', async () => {
    const variant = await makeVariant(shop);
    const store = await makeStore(shop);
    const stock = await makeStock(shop, variant, store, 10);
    expect(await runDoctor(shop.database.url)).toEqual({
      status: 0,
      output: 'The books are right.\n',
    });

    await shop.sql('UPDATE stock_levels SET reserved = 4, on_hand = 12 WHERE id = $1', [stock.id]);
    const found = await runDoctor(shop.database.url);
    expect(found.status).toBe(1);
    expect(found.output).toContain(`reserved of ${variant.sku} at `);
    expect(found.output).toContain('is 4, live holds and allocations say 0');
    expect(found.output).toContain('is 12, its movements say 10');
    expect(await booksOf(shop, stock)).toMatchObject({ on_hand: 12, reserved: 4 });

    const mended = await runDoctor(shop.database.url, '--repair');
    expect(mended.status).toBe(0);
    expect(mended.output.match(/\(mended\)/g)).toHaveLength(2);
    expect(await booksOf(shop, stock)).toEqual({ on_hand: 10, reserved: 0, moved: 10, live: 0 });
    expect((await runDoctor(shop.database.url)).status).toBe(0);
  });

  it('leaves what has no right answer, and says so', async () => {
    const variant = await makeVariant(shop);
    const store = await makeStore(shop);
    const stock = await makeStock(shop, variant, store, 10);
    await shop.sql(
      `INSERT INTO holds (id, stock_level_id, quantity, state, expires_at, order_id, order_line_id)
       VALUES ('oversold', $1, 15, 'allocated', now(), 'order', 'line')`,
      [stock.id],
    );
    const mended = await runDoctor(shop.database.url, '--repair');
    expect(mended.status).toBe(1);
    expect(mended.output).toContain('live holds and allocations say 15');
    await shop.sql(`DELETE FROM holds WHERE id = 'oversold'`);
  });

  it('refuses a wish that it does not know', async () => {
    const { status, output } = await runDoctor(shop.database.url, '--please');
    expect(status).toBe(1);
    expect(output).toContain('--please');
  });
});
