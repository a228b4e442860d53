import { conditionsSql, isPlain, linkedSql } from './sql-conditions';
import { orderSql } from './sql-order';
import { quotedName, untranslatable, type SqlValues } from './sql-text';
import { FILE, type StoredLink, type StoredScalar, type StoredType } from './stored-type';

/** What an answer shows of a document; `populate` in full, as the public view writes it out. */
export interface Shown {
  fields?: unknown;
  populate?: unknown;
}

/** What it shows of the documents of a relation. */
export interface ShownRelation extends Shown {
  filters?: unknown;
  sort?: unknown;
  limit: number;
  offset?: number;
}

/**
 * The columns of a row as its answer has them, relations within as JSON.
 *
 * @throws Untranslatable
 */
export function columnsSql(
  type: StoredType,
  alias: string,
  shown: Shown,
  mostRelated: number,
  values: SqlValues,
): string {
  const columns = fieldsOf(type, shown.fields).map(
    ([name, scalar]) => `${scalarSql(type, scalar, alias, name)} AS ${quotedName(name)}`,
  );
  for (const [name, asked] of Object.entries(relationsOf(shown.populate))) {
    const link = type.links.get(name) ?? untranslatable(name);
    const relation = { ...asked, limit: mostRelated };
    columns.push(
      `${relationSql(link, alias, relation, mostRelated, values)} AS ${quotedName(name)}`,
    );
  }
  return columns.join(', ');
}

/**
 * The documents of a relation of a row, as one JSON value: a list, or one document or null.
 *
 * @param owner a table with an `id` that the relation starts from
 * @throws Untranslatable
 */
export function relationSql(
  link: StoredLink,
  owner: string,
  asked: ShownRelation,
  mostRelated: number,
  values: SqlValues,
): string {
  const { target } = link;
  const [between, other] = [values.alias(), values.alias()];
  const where = [linkedSql(link, between, owner)];
  if (asked.filters !== undefined) where.push(conditionsSql(target, other, asked.filters, values));
  const byLink = link.order === undefined ? [] : [`${between}.${quotedName(link.order)}`];
  const order = orderSql(target, other, asked.sort) ?? [...byLink, `${between}.id`];
  const offset = asked.offset ? values.bind(asked.offset, 'bigint') : '0';
  const rows = `SELECT ${columnsSql(target, other, asked, mostRelated, values)}
     FROM ${link.table} ${between} JOIN ${target.table} ${other} ON ${other}.id = ${between}.${link.other}
    WHERE ${where.join(' AND ')} ORDER BY ${order.join(', ')}
    LIMIT ${link.toMany ? asked.limit : 1} OFFSET ${offset}`;
  const row = values.alias();
  return link.toMany
    ? `(SELECT coalesce(json_agg(row_to_json(${row})), '[]') FROM (${rows}) ${row})`
    : `(SELECT row_to_json(${row}) FROM (${rows}) ${row})`;
}

function fieldsOf(type: StoredType, asked: unknown): [string, StoredScalar][] {
  const all = [...type.scalars];
  if (asked === undefined) {
    return type.partial ? untranslatable(`all fields of ${type.uid}`) : all;
  }
  const names = typeof asked === 'string' ? asked.split(',') : asked;
  if (!Array.isArray(names) || names.length === 0) return untranslatable('fields');
  const wanted = new Set(names.map((name: unknown) => String(name).trim()));
  for (const name of wanted) if (!type.scalars.has(name)) untranslatable(name);
  return all.filter(([name]) => name === 'id' || name === 'documentId' || wanted.has(name));
}

function relationsOf(populate: unknown): Record<string, Record<string, unknown>> {
  if (populate === undefined) return {};
  if (!isPlain(populate)) return untranslatable('populate');
  return Object.fromEntries(
    Object.entries(populate).map(([name, asked]) => [
      name,
      isPlain(asked) ? asked : untranslatable(name),
    ]),
  );
}

function scalarSql(type: StoredType, scalar: StoredScalar, alias: string, name: string): string {
  const column = `${alias}.${scalar.column}`;
  if (type.uid === FILE && name === 'formats') return formatsSql(column);
  switch (scalar.kind) {
    case 'datetime':
      return `to_char(${column}, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
    case 'decimal':
      return `${column}::float8`;
    default:
      return column;
  }
}

/** Of the smaller copies of a picture: where they are and how large. See `slim-pictures.ts`. */
function formatsSql(column: string): string {
  return `CASE WHEN jsonb_typeof(${column}) = 'object' THEN
    coalesce((SELECT jsonb_object_agg(key, jsonb_build_object('url', value -> 'url',
                       'width', value -> 'width', 'height', value -> 'height'))
                FROM jsonb_each(${column})), '{}')
    ELSE ${column} END`;
}
