import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { statement, type Database } from '../../src/plugins/kernel/server/contract';
import { scriptOf, shapeOf, slotOf, type Order, type Slot } from './replay-script';

/** Orders that pgbench can place with the statements that the server sent for them. */
export interface Replay {
  /** How many there are. */
  orders: number;
  script: string;
}

const parameterTypes = statement<[name: string], { types: string[] }>(
  'bench.parameter_types',
  'SELECT parameter_types::text[] AS types FROM pg_prepared_statements WHERE name = $1',
);
const keepValues = statement<[rows: string], never>(
  'bench.keep_values',
  'INSERT INTO bench_orders SELECT * FROM json_populate_recordset(NULL::bench_orders, $1::json)',
);

/**
 * Makes recorded orders ready to be placed anew, in a copy of the database from before they were.
 * Values that differ from order to order are put into a table, from which pgbench reads those of its
 * turn in a statement of its own; ids that PostgreSQL gives are taken from the statement that gives
 * them, as in the server.
 *
 * @param file what `record-orders` wrote
 */
export async function prepareReplay(database: Database, file: string): Promise<Replay> {
  const recorded = readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Order);
  const [first = []] = recorded;
  const orders = recorded.filter((order) => shapeOf(order) === shapeOf(first));
  const slots: Slot[] = [];
  for (const [turn, { text, values }] of first.entries()) {
    const types = await typesOf(database, turn, text);
    values.forEach((_value, param) => {
      slots.push(slotOf(orders, turn, param, types[param] ?? 'text'));
    });
  }
  const kept = slots.flatMap(({ turn, param, column }) =>
    column === undefined ? [] : [{ turn, param, column }],
  );
  await database.runScript(
    `CREATE TABLE bench_orders (turn integer PRIMARY KEY,
                                ${kept.map(({ column }) => `${column} text`).join()});`,
  );
  const rows = orders.map((order, turn) => ({
    turn,
    ...Object.fromEntries(
      kept.map(({ column, ...slot }) => [column, order[slot.turn]?.values[slot.param]]),
    ),
  }));
  await database.query(keepValues, [JSON.stringify(rows)]);
  return { orders: orders.length, script: scriptOf(first, slots) };
}

/**
 * Places orders by pgbench, each once.
 *
 * @param turns the first order and how many from there on
 * @returns orders a second; nothing where pgbench is not installed
 * @throws where an order failed
 */
export async function runReplay(
  url: string,
  { script }: Replay,
  { from, count }: { from: number; count: number },
  shoppers: number,
): Promise<number | undefined> {
  const folder = mkdtempSync(join(tmpdir(), 'replay-'));
  const each = Math.floor(count / shoppers);
  try {
    const file = join(folder, 'order.sql');
    writeFileSync(file, script);
    const load = ['-n', '-M', 'prepared', '-c', shoppers, '-j', 2, '-t', each, '-f', file];
    const variables = ['-D', `from=${from}`, '-D', `each=${each}`, '-D', 'n=0'];
    const address = new URL(url);
    const env = { ...process.env, PGPASSWORD: decodeURIComponent(address.password) };
    address.password = '';
    const args = [...load.map(String), ...variables, address.toString()];
    const { stdout } = await promisify(execFile)('pgbench', args, { env });
    const placed = Number(/actually processed: (\d+)/.exec(stdout)?.[1]);
    if (placed !== each * shoppers) throw new Error(`pgbench placed ${placed} orders:\n${stdout}`);
    return Number(/^tps = ([\d.]+)/m.exec(stdout)?.[1]);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function typesOf(database: Database, turn: number, text: string): Promise<string[]> {
  return database.transaction(async (tx) => {
    await tx.query(
      statement<[], never>(`bench.prepare_${turn}`, `PREPARE bench_probe AS ${text}`),
      [],
    );
    const [row] = await tx.query(parameterTypes, ['bench_probe']);
    await tx.query(statement<[], never>('bench.deallocate', 'DEALLOCATE bench_probe'), []);
    return row?.types ?? [];
  });
}
