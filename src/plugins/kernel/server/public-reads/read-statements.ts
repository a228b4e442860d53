import { refuse, type Page, type Place } from './pages';
import { conditionsSql } from './sql-conditions';
import { orderOf, type OrderStep } from './sql-order';
import { columnsSql, relationSql, type Shown, type ShownRelation } from './sql-shape';
import { SqlValues, untranslatable } from './sql-text';
import type { StoredLink, StoredType } from './stored-type';

/** Related documents that an answer shows of one document and relation at most. */
export const MOST_RELATED = 1_000;

/** SQL that was put together for one query, with its values. */
export interface Built {
  text: string;
  values: readonly unknown[];
}

/** What a list is asked for, narrowed to what the public sees. */
export interface ListQuery extends Shown {
  filters?: unknown;
  sort?: unknown;
}

/** One row a document: its JSON, and its place in the order where `after` needs it. */
export interface DocumentRow {
  document: string;
  place: string | null;
}

const ORDERED_BY_ID = ['id'];

/**
 * A page of a list, and with `after` one document more, which tells whether there is a next page.
 *
 * @throws Untranslatable; Refusal for a place in another order
 */
export function listStatement(type: StoredType, query: ListQuery, page: Page): Built {
  const values = new SqlValues();
  const steps = orderOf(type, query.sort ?? ORDERED_BY_ID) ?? untranslatable('sort');
  const where = conditionsSql(type, 'item', query.filters ?? {}, values);
  const order = orderText('item', steps);
  const limit = page.kind === 'after' ? page.limit + 1 : page.limit;
  const rowsWhere = (condition: string) =>
    `SELECT * FROM ${type.table} item WHERE ${condition} ORDER BY ${order}`;
  const part = (beyond: string) => `(${rowsWhere(`${where} AND ${beyond}`)} LIMIT ${limit})`;
  let rows: string;
  if (page.kind !== 'after') {
    rows = pageText(rowsWhere(where), order, page, values);
  } else if (page.place === undefined) {
    rows = part('true');
  } else {
    rows = `${beyondPlace(steps, page.place, values).map(part).join(' UNION ALL ')} LIMIT ${limit}`;
  }
  const columns = columnsSql(type, 'item', query, MOST_RELATED, values);
  const place = page.kind === 'after' ? placeSql(steps) : 'NULL';
  return {
    text: `SELECT row_to_json(shown)::text AS document, place
             FROM (${rows}) item,
                  LATERAL (SELECT ${columns}) shown,
                  LATERAL (SELECT ${place} AS place) placed`,
    values: values.values,
  };
}

/**
 * A page of ordered rows. PostgreSQL takes an offset that it does not know for a tenth of all rows, which
 * is so dear that it plans every page anew; of a number of rows that stands in the text it plans once.
 */
function pageText(
  rows: string,
  order: string,
  { offset, limit }: { offset: number; limit: number },
  values: SqlValues,
): string {
  if (offset === 0) return `${rows} LIMIT ${limit}`;
  const within = 2 ** Math.ceil(Math.log2(offset + limit));
  return `SELECT * FROM (${rows} LIMIT ${within}) item
           ORDER BY ${order} LIMIT ${limit} OFFSET ${values.bind(offset, 'bigint')}`;
}

/** How many there are in all. */
export function countStatement(type: StoredType, filters: unknown): Built {
  const values = new SqlValues();
  const where = conditionsSql(type, 'item', filters ?? {}, values);
  return {
    text: `SELECT count(*) AS total FROM ${type.table} item WHERE ${where}`,
    values: values.values,
  };
}

/** One document by its id or, where its type has one, its slug; its id goes first. */
export function documentStatement(type: StoredType, idOrSlug: string, query: ListQuery): Built {
  const values = new SqlValues();
  const wanted = values.bind(idOrSlug, 'text');
  const slug = type.scalars.get('slug')?.column;
  const found = `item.document_id = ${wanted}${slug ? ` OR item.${slug} = ${wanted}` : ''}`;
  const where = conditionsSql(type, 'item', query.filters ?? {}, values);
  const columns = columnsSql(type, 'item', query, MOST_RELATED, values);
  return {
    text: `SELECT row_to_json(shown)::text AS document, NULL AS place
             FROM (SELECT * FROM ${type.table} item WHERE (${found}) AND ${where}
                    ORDER BY item.document_id = ${wanted} DESC, item.id LIMIT 1) item,
                  LATERAL (SELECT ${columns}) shown`,
    values: values.values,
  };
}

/**
 * The documents of one relation of many documents, a row for each that is there. They are known by
 * their document ids: a product that is published anew meanwhile is another row.
 */
export function relationStatement(
  type: StoredType,
  link: StoredLink,
  owners: readonly string[],
  asked: ShownRelation,
): Built {
  const values = new SqlValues();
  const ids = values.bind(owners, 'text[]');
  const documents = relationSql(link, 'owner', asked, MOST_RELATED, values);
  return {
    text: `SELECT owner.document_id AS owner, ${documents} AS documents
             FROM ${type.table} owner
            WHERE owner.document_id = ANY (${ids})${
              type.draftAndPublish ? ' AND owner.published_at IS NOT NULL' : ''
            }`,
    values: values.values,
  };
}

/** A list's order as one text; a place in one order means nothing in another. */
export function orderName(steps: readonly OrderStep[]): string {
  return steps.map(({ name, descending }) => (descending ? `-${name}` : name)).join(',');
}

function orderText(alias: string, steps: readonly OrderStep[]): string {
  return steps
    .map(({ scalar, descending }) => `${alias}.${scalar.column}${descending ? ' DESC' : ''}`)
    .join(', ');
}

function placeSql(steps: readonly OrderStep[]): string {
  return `json_build_array(${steps.map(({ scalar }) => `item.${scalar.column}::text`).join(', ')})::text`;
}

/**
 * Conditions on the rows that come after a place, one after the other in the order: each is a range
 * of an index, which a single condition with OR would not be. PostgreSQL has nulls last, and first
 * where it descends.
 */
function beyondPlace(steps: readonly OrderStep[], place: Place, values: SqlValues): string[] {
  if (place.order !== orderName(steps) || place.values.length !== steps.length) {
    refuse('belongs to a list in another order');
  }
  const bound = steps.map((step, turn) => {
    const value = place.values[turn] ?? null;
    return {
      ...step,
      column: `item.${step.scalar.column}`,
      value: value === null ? null : bind(step, value, values),
    };
  });
  const branches: string[] = [];
  for (let last = bound.length - 1; last >= 0; last -= 1) {
    const same = bound
      .slice(0, last)
      .map(({ column, value }) => (value ? `${column} = ${value}` : `${column} IS NULL`));
    const { column, value, descending } = bound[last] ?? untranslatable('sort');
    const beyond = descending
      ? [value ? `${column} < ${value}` : `${column} IS NOT NULL`]
      : value
        ? [`${column} > ${value}`, `${column} IS NULL`]
        : [];
    branches.push(...beyond.map((each) => [...same, each].join(' AND ')));
  }
  return branches;
}

const TYPES = {
  text: ['text', /^/],
  integer: ['integer', /^-?\d{1,10}$/],
  float: ['float8', /^-?[\d.e+-]{1,30}$/],
  decimal: ['numeric', /^-?[\d.]{1,30}$/],
  boolean: ['boolean', /^(true|false)$/],
  datetime: ['timestamp', /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?$/],
  json: ['jsonb', /^(?!)/],
} as const;

function bind({ scalar }: OrderStep, value: string, values: SqlValues): string {
  const [type, pattern] = TYPES[scalar.kind];
  if (!pattern.test(value)) refuse('must be the `next` of an answer to the same query');
  return values.bind(value, type);
}
