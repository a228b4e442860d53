import { statement, type Database } from '../../src/plugins/kernel/server/contract';

/** Rows that one order has in a table at most, so that ids do not meet. */
const MOST_ROWS = 4;

const lastOrder = statement<[], { id: number; document_id: string; cart_id: number }>(
  'bench.last_order',
  'SELECT id, document_id, cart_id FROM orders ORDER BY id DESC LIMIT 1',
);
/** The highest number that any of the copied rows is known by. */
const highestId = statement<[], { id: number }>(
  'bench.highest_id',
  `SELECT greatest((SELECT max(id) FROM carts), (SELECT max(position) FROM cart_lines),
                   (SELECT max(id) FROM orders), (SELECT max(id) FROM order_lines),
                   (SELECT max(id) FROM shipments), (SELECT max(id) FROM order_histories),
                   (SELECT max(id) FROM outbox)) AS id`,
);
const columnsOf = statement<[table: string], { name: string }>(
  'bench.columns_of',
  `SELECT quote_ident(column_name) AS name
     FROM information_schema.columns
    WHERE table_schema = current_schema() AND table_name = $1`,
);
/** Those that belong to no constraint: they are quicker made anew than kept up with every row. */
const indexesOf = statement<[tables: string[]], { name: string; definition: string }>(
  'bench.indexes_of',
  `SELECT indexrelid::regclass::text AS name, pg_get_indexdef(indexrelid) AS definition
     FROM pg_index
     LEFT JOIN pg_constraint ON conindid = indexrelid
    WHERE indrelid::regclass::text = ANY($1) AND pg_constraint.oid IS NULL`,
);
const vacuum = statement<[], never>('bench.vacuum', 'VACUUM (ANALYZE)');
const checkpoint = statement<[], never>('bench.checkpoint', 'CHECKPOINT');

/** A table, the rows in it that belong to the order that is copied, and what differs in a copy. */
type Part = readonly [table: string, where: string, differs: Readonly<Record<string, string>>];

/**
 * Copies the last order of a shop, with everything that was written for it, until there are so many.
 * Its idempotency key is not copied: those of older orders are forgotten after a day.
 * What the copies hold is theirs by number: `n` is the copy's, `row` the row that is copied.
 *
 * @param products among which the copies' lines are spread
 */
export async function fillOrders(
  database: Database,
  { from, orders, products }: { from: number; orders: number; products: number },
): Promise<void> {
  const [order] = await database.query(lastOrder, []);
  const [highest] = await database.query(highestId, []);
  if (order === undefined || highest === undefined) throw new Error('There is no order to copy');
  const numbered = (rank: string) => `${highest.id} + ${MOST_ROWS} * (n - ${from}) + ${rank}`;
  const ofOrder = `row.order_id = ${order.id}`;
  const line = 'dense_rank() OVER (PARTITION BY n ORDER BY row.id)';
  const product = `1 + (n::bigint * 7919 + ${line}) % ${products}`;
  const parts: Part[] = [
    [
      'carts',
      `row.id = ${order.cart_id}`,
      { id: numbered('1'), public_id: scattered('public_id') },
    ],
    [
      'cart_lines',
      `row.cart_id = ${order.cart_id}`,
      {
        id: scattered('id'),
        position: numbered(line),
        cart_id: numbered('1'),
        hold_id: scattered('hold_id'),
        variant_id: product,
      },
    ],
    [
      'orders',
      `row.id = ${order.id}`,
      {
        id: numbered('1'),
        document_id: scattered('document_id'),
        number: `upper(left(md5(n || row.number), 12))`,
        cart_id: numbered('1'),
        email: `'shopper' || n || '@example.com'`,
        placed_at: `row.placed_at - n * interval '1 second'`,
      },
    ],
    [
      'shipments',
      ofOrder,
      { id: numbered(line), document_id: scattered('document_id'), order_id: numbered('1') },
    ],
    [
      'order_lines',
      ofOrder,
      {
        id: numbered(line),
        document_id: scattered('document_id'),
        order_id: numbered('1'),
        shipment_id: numbered('1'),
        variant_id: product,
      },
    ],
    [
      'order_histories',
      ofOrder,
      { id: numbered(line), document_id: scattered('document_id'), order_id: numbered('1') },
    ],
    [
      'holds',
      `row.order_id = '${order.document_id}'`,
      {
        id: scattered('id'),
        order_id: scattered('order_id'),
        order_line_id: scattered('order_line_id'),
        stock_level_id: `(${product}) * 3`,
      },
    ],
    [
      'outbox',
      `row.subject = '${order.document_id}'`,
      { id: numbered(line), subject: scattered('subject'), relayed_at: 'now()' },
    ],
  ];
  const inserts: string[] = [];
  for (const [table, where, differs] of parts) {
    const names = (await database.query(columnsOf, [table])).map(({ name }) => name);
    inserts.push(
      `INSERT INTO ${table} (${names.join()}) OVERRIDING SYSTEM VALUE
       SELECT ${names.map((name) => differs[name] ?? `row.${name}`).join()}
         FROM ${table} row, generate_series(${from + 1}, ${orders}) n
        WHERE ${where};
       SELECT setval(pg_get_serial_sequence('${table}', column_name),
                     ${highest.id + MOST_ROWS * (orders - from + 1)})
         FROM information_schema.columns
        WHERE table_schema = current_schema() AND table_name = '${table}'
          AND pg_get_serial_sequence('${table}', column_name) IS NOT NULL;`,
    );
  }
  const indexes = await database.query(indexesOf, [parts.map(([table]) => table)]);
  await database.runScript(
    `SET LOCAL session_replication_role = replica;
     SET LOCAL maintenance_work_mem = '256MB';
     ${indexes.map(({ name }) => `DROP INDEX ${name};`).join('\n')}
     ${inserts.join('\n')}
     ${indexes.map(({ definition }) => `${definition};`).join('\n')}`,
  );
}

/** Leaves nothing to do that only a fill of this size gives PostgreSQL to do. */
export async function settle(database: Database): Promise<void> {
  await database.query(vacuum, []);
  await database.query(checkpoint, []);
}

/** As long and as scattered as the id that is copied, and the same wherever that one stands. */
function scattered(column: string): string {
  return `'d' || left(md5(n || row.${column}), 23)`;
}
