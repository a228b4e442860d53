import { quotedText, untranslatable, type SqlValues } from './sql-text';
import type { StoredLink, StoredScalar, StoredType } from './stored-type';

interface Place {
  type: StoredType;
  /** The table that the conditions are about. */
  alias: string;
  values: SqlValues;
  /** Whether they are about rows on the other side of a relation. */
  related: boolean;
  /** Whether they are turned into their opposite. */
  negated: boolean;
}

/**
 * Writes conditions in Strapi's notation as SQL that picks the rows that Strapi would.
 *
 * @param conditions already narrowed to what the public may ask
 * @throws Untranslatable for what is not said here
 */
export function conditionsSql(
  type: StoredType,
  alias: string,
  conditions: unknown,
  values: SqlValues,
): string {
  return allOf(conditions, { type, alias, values, related: false, negated: false });
}

/** Links of a relation with its owner. */
export function linkedSql(link: StoredLink, alias: string, owner: string): string {
  const where = Object.entries(link.where).map(
    ([column, value]) => ` AND ${alias}.${column} = ${quotedText(value)}`,
  );
  return `${alias}.${link.own} = ${owner}.id${where.join('')}`;
}

function allOf(conditions: unknown, place: Place): string {
  if (!isPlain(conditions)) return untranslatable('conditions');
  const parts = Object.entries(conditions).map(([key, value]) => condition(key, value, place));
  return parts.length === 0 ? 'true' : parts.map((part) => `(${part})`).join(' AND ');
}

function condition(key: string, value: unknown, place: Place): string {
  if (key === '$and' || key === '$or') {
    const list: unknown[] = Array.isArray(value) ? value : untranslatable(key);
    if (list.length === 0) untranslatable(key);
    const parts = list.map((each) => `(${allOf(each, place)})`);
    return parts.join(key === '$and' ? ' AND ' : ' OR ');
  }
  if (key === '$not') return `NOT (${allOf(value, { ...place, negated: true })})`;
  const scalar = place.type.scalars.get(key);
  if (scalar) return scalarCondition(scalar, value, place);
  const link = place.type.links.get(key);
  // Strapi joins: under a negation that asks for another row, not for none.
  if (!link || place.negated) return untranslatable(key);
  const [between, other] = [place.values.alias(), place.values.alias()];
  const inner = allOf(value, { ...place, type: link.target, alias: other, related: true });
  return `EXISTS (SELECT FROM ${link.table} ${between}
                    JOIN ${link.target.table} ${other} ON ${other}.id = ${between}.${link.other}
                   WHERE ${linkedSql(link, between, place.alias)} AND ${inner})`;
}

function scalarCondition(scalar: StoredScalar, value: unknown, place: Place): string {
  const asked = isPlain(value) ? Object.entries(value) : [['$eq', value] as const];
  if (asked.length === 0) untranslatable('an empty condition');
  const column = `${place.alias}.${scalar.column}`;
  return asked
    .map(([operator, operand]) => comparison(column, scalar, operator, operand, place))
    .join(' AND ');
}

/** A value as it is sent to PostgreSQL. */
type Bound = string | boolean;

const COMPARISONS: Readonly<Record<string, string>> = {
  $eq: '=',
  $ne: '<>',
  $gt: '>',
  $gte: '>=',
  $lt: '<',
  $lte: '<=',
};

/** What a text is compared with, and whether its letters' case counts. */
const PATTERNS: Readonly<Record<string, readonly [like: string, start: string, end: string]>> = {
  $contains: ['LIKE', '%', '%'],
  $notContains: ['NOT LIKE', '%', '%'],
  $startsWith: ['LIKE', '', '%'],
  $endsWith: ['LIKE', '%', ''],
};

function comparison(
  column: string,
  scalar: StoredScalar,
  operator: string,
  operand: unknown,
  place: Place,
): string {
  const { values, related } = place;
  // As GraphQL has them.
  if (operand === null && operator === '$eq')
    return comparison(column, scalar, '$null', true, place);
  if (operand === null && operator === '$ne')
    return comparison(column, scalar, '$notNull', true, place);
  const compare = COMPARISONS[operator];
  if (compare) return `${column} ${compare} ${bound(scalar, operand, values)}`;
  switch (operator) {
    case '$in':
    case '$notIn': {
      const list: unknown[] = Array.isArray(operand) ? operand : [operand];
      const [type, each] = readList(scalar, list);
      const isOneOf = operator === '$in' ? '= ANY' : '<> ALL';
      // As one value: a list of any length is the same statement.
      return `${column} ${isOneOf} (${values.bind(each, `${type}[]`)})`;
    }
    case '$between': {
      if (!Array.isArray(operand) || operand.length !== 2) return untranslatable(operator);
      const [from, to] = operand.map((one: unknown) => bound(scalar, one, values));
      return `${column} BETWEEN ${from} AND ${to}`;
    }
    case '$null':
    case '$notNull': {
      const isNull = readBoolean(operand) === (operator === '$null');
      // Strapi joins from the left: to it no row is one of nulls.
      if (isNull && related) untranslatable(operator);
      return `${column} IS ${isNull ? '' : 'NOT '}NULL`;
    }
  }
  if (scalar.kind !== 'text') return untranslatable(operator);
  if (operator === '$eqi' || operator === '$nei') {
    const same = operator === '$eqi' ? '=' : '<>';
    return `lower(${column}) ${same} lower(${bound(scalar, operand, values)})`;
  }
  const anyCase = operator.endsWith('i');
  const pattern = PATTERNS[anyCase ? operator.slice(0, -1) : operator];
  if (!pattern || typeof operand !== 'string') return untranslatable(operator);
  const [like, start, end] = pattern;
  const text = values.bind(`${start}${operand.replace(/[%_\\]/g, '\\$&')}${end}`, 'text');
  return anyCase ? `lower(${column}) ${like} lower(${text})` : `${column} ${like} ${text}`;
}

/** A value as the column's type. */
function bound(scalar: StoredScalar, value: unknown, values: SqlValues): string {
  const [type, read] = readScalar(scalar, value);
  // As it stands, so that PostgreSQL can plan for how many there are of the one and of the other.
  return type === 'boolean' ? String(read) : values.bind(read, type);
}

function readList(scalar: StoredScalar, list: readonly unknown[]): [type: string, each: Bound[]] {
  const read = list.map((one) => readScalar(scalar, one));
  return [read[0]?.[0] ?? untranslatable('an empty list'), read.map(([, value]) => value)];
}

/** What is not clearly a value of the column's type is left to Strapi, which also refuses. */
function readScalar({ kind }: StoredScalar, value: unknown): [type: string, value: Bound] {
  switch (kind) {
    case 'text':
      if (typeof value !== 'string' || value.includes('\0')) return untranslatable('a text');
      return ['text', value];
    case 'integer': {
      const text = String(value);
      if (!/^-?\d{1,9}$/.test(text)) return untranslatable('a whole number');
      return ['integer', text];
    }
    case 'float':
    case 'decimal': {
      const text = String(value);
      if (!/^-?\d{1,12}(\.\d{1,12})?$/.test(text)) return untranslatable('a number');
      return [kind === 'float' ? 'float8' : 'numeric', text];
    }
    case 'boolean':
      return ['boolean', readBoolean(value)];
    case 'datetime': {
      const written = value instanceof Date ? value.toISOString() : String(value);
      const time = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?)Z$/.exec(written)?.[1];
      if (time === undefined || Number.isNaN(Date.parse(`${time}Z`)))
        return untranslatable('a time');
      return ['timestamp', time];
    }
    case 'json':
      return untranslatable('a condition on JSON');
  }
}

function readBoolean(value: unknown): boolean {
  if (value === true || value === 'true' || value === '1' || value === 't') return true;
  if (value === false || value === 'false' || value === '0' || value === 'f') return false;
  return untranslatable('true or false');
}

/** Whether a value is an object with keys: no list, and not null. */
export function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
