import { escapeLiteral } from 'pg';
import type { RecordedStatement } from './record-orders';

/** The statements of one order's transaction. */
export type Order = readonly RecordedStatement[];

/** A parameter of one of an order's statements, and what stands in its place in pgbench's script. */
export interface Slot {
  turn: number;
  param: number;
  /** Column of the table of values; none where the script says the value by itself. */
  column?: string;
  /** The earlier statement whose row has the value. */
  source?: number;
  text: string;
}

/** What must be alike in two orders for one script to place both. */
export function shapeOf(order: Order): string {
  return JSON.stringify(
    order.map(({ text, values, row }) => [
      text,
      values.map((value) => value === null),
      row === null,
    ]),
  );
}

/**
 * Finds out where the value of a parameter comes from.
 *
 * @param type PostgreSQL's name of its type
 */
export function slotOf(orders: readonly Order[], turn: number, param: number, type: string): Slot {
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

/** What pgbench runs for each order. `from`, `each` and `n` are given to it. */
export function scriptOf(order: Order, slots: readonly Slot[]): string {
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
