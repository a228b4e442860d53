import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { escapeLiteral } from 'pg';
import { statement, type Database } from '../../src/plugins/kernel/server/contract';
import type { RecordedStatement } from './record-orders';

type Order = readonly RecordedStatement[];

/** A parameter of one of an order's statements, and what stands in its place in pgbench's script. */
interface Slot {
  turn: number;
  param: number;
  /** Column of the table of values; none where the script says the value by itself. */
  column?: string;
  /** The earlier statement whose row has the value. */
  source?: number;
  text: string;
}

/** Orders that pgbench can place with the statements that the server sent for them. */
export interface Replay {
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
  await database.define(
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
    const { stdout } = await promisify(execFile)('pgbench', [
      ...load.map(String),
      ...variables,
      url,
    ]);
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

/** What must be alike in two orders for one script to place both. */
function shapeOf(order: Order): string {
  return JSON.stringify(
    order.map(({ text, values, row }) => [
      text,
      values.map((value) => value === null),
      row === null,
    ]),
  );
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

function slotOf(orders: readonly Order[], turn: number, param: number, type: string): Slot {
  const values = orders.map((order) => order[turn]?.values[param] ?? null);
  const [first = null] = values;
  const slot = { turn, param };
  if (first === null) return { ...slot, text: `NULL::${type}` };
  const differ = values.some((value) => value !== first);
  // pgbench takes a colon for the beginning of a variable, in a literal too.
  if (!differ && !first.includes(':')) return { ...slot, text: `${escapeLiteral(first)}::${type}` };
  const found = differ ? sourceOf(orders, turn, values) : undefined;
  if (found !== undefined) {
    return { ...slot, source: found.turn, text: `:s${found.turn}_${found.field}::${type}` };
  }
  const column = `s${turn}p${param}`;
  return { ...slot, column, text: `:${column}::${type}` };
}

/** The statement before that one which gave the value in every order. */
function sourceOf(orders: readonly Order[], before: number, values: readonly (string | null)[]) {
  for (let turn = 0; turn < before; turn += 1) {
    for (const field of Object.keys(orders[0]?.[turn]?.row ?? {})) {
      const gives = (order: Order, place: number) =>
        String(order[turn]?.row?.[field]) === values[place];
      if (orders.every(gives)) return { turn, field };
    }
  }
  return undefined;
}

/**
 * A statement with no colon in its literals, where pgbench would see a variable's name behind it, and
 * without comments, whose apostrophes are no literal's.
 */
function withoutColons(text: string): string {
  return text.replace(/--.*|'[^']*'/g, (found) => {
    if (found.startsWith('--')) return '';
    if (!found.includes(':')) return found;
    return `U&${found.replaceAll('\\', '\\\\').replaceAll(':', '\\003A')}`;
  });
}

function scriptOf(order: Order, slots: readonly Slot[]): string {
  const columns = slots.flatMap(({ column }) => column ?? []);
  const lines = order.map(({ text }, turn) => {
    const own = slots.filter((slot) => slot.turn === turn);
    const filled = withoutColons(text).replace(
      /\$(\d+)/g,
      (_, place) => own[Number(place) - 1]?.text ?? 'NULL',
    );
    const gives = slots.some(({ source }) => source === turn);
    return `${filled}${gives ? ` \\gset s${turn}_` : ';'}`;
  });
  return [
    '\\set turn :from + :client_id * :each + :n',
    '\\set n :n + 1',
    `SELECT ${columns.join(', ')} FROM bench_orders WHERE turn = :turn \\gset`,
    'BEGIN;',
    ...lines,
    'COMMIT;',
    '',
  ].join('\n');
}
