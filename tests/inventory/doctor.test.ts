import { makeStore, makeVariant, stock } from '../support/catalogue';
import { createDatabase, type TestDatabase } from '../support/database';
import { runDoctor } from '../support/doctor';
import { booksOf } from './goods';

// Nothing here needs a server: the doctor is a command, and goods are rows.
let database: TestDatabase;
beforeAll(async () => {
  database = await createDatabase('shop');
});
afterAll(() => database.drop());

/** Ten pieces of a variant in a store. */
async function makeTen(): Promise<{ id: number; sku: string }> {
  const [store, variant] = [await makeStore(database), await makeVariant(database)];
  await stock(database, store, variant, 10);
  const [level] = await database.sql<{ id: number }>(
    'SELECT id FROM stock_levels WHERE variant_id = $1',
    [variant.id],
  );
  return { id: level!.id, sku: variant.sku };
}

describe('the doctor', () => {
  it('names each drift, mends what has one right answer and then finds the books right', async () => {
    const ten = await makeTen();
    expect(await runDoctor(database.url)).toEqual({
      status: 0,
      output: 'The books are right.\n',
    });

    await database.sql('UPDATE stock_levels SET reserved = 4, on_hand = 12 WHERE id = $1', [
      ten.id,
    ]);
    const found = await runDoctor(database.url);
    expect(found.status).toBe(1);
    expect(found.output).toContain(`reserved of ${ten.sku} at `);
    expect(found.output).toContain('is 4, live holds and allocations say 0');
    expect(found.output).toContain('is 12, its movements say 10');
    expect(await booksOf(database, ten)).toMatchObject({ on_hand: 12, reserved: 4 });

    const mended = await runDoctor(database.url, '--repair');
    expect(mended.status).toBe(0);
    expect(mended.output.match(/\(mended\)/g)).toHaveLength(2);
    expect(await booksOf(database, ten)).toEqual({ on_hand: 10, reserved: 0, moved: 10, live: 0 });
    expect((await runDoctor(database.url)).status).toBe(0);
  });

  it('leaves what has no right answer, and says so', async () => {
    const ten = await makeTen();
    await database.sql(
      `INSERT INTO holds (id, stock_level_id, quantity, state, expires_at, order_id, order_line_id)
       VALUES ('oversold', $1, 15, 'allocated', now(), 'order', 'line')`,
      [ten.id],
    );
    const mended = await runDoctor(database.url, '--repair');
    expect(mended.status).toBe(1);
    expect(mended.output).toContain('live holds and allocations say 15');
    await database.sql(`DELETE FROM holds WHERE id = 'oversold'`);
  });

  it('names goods that are kept for a line that no order has', async () => {
    const ten = await makeTen();
    await database.sql(
      `INSERT INTO holds (id, stock_level_id, quantity, state, expires_at, order_id, order_line_id)
       VALUES ('stray', $1, 2, 'allocated', now(), 'no-order', 'no-line')`,
      [ten.id],
    );
    await database.sql('UPDATE stock_levels SET reserved = 2 WHERE id = $1', [ten.id]);
    const { status, output } = await runDoctor(database.url);
    await database.sql(`DELETE FROM holds WHERE id = 'stray'`);
    await database.sql('UPDATE stock_levels SET reserved = 0 WHERE id = $1', [ten.id]);
    expect(status).toBe(1);
    expect(output).toContain(`2 of ${ten.sku} are kept for a line that no order has (no-order)`);
  });

  it('refuses a wish that it does not know', async () => {
    const { status, output } = await runDoctor(database.url, '--please');
    expect(status).toBe(1);
    expect(output).toContain('--please');
  });
});
