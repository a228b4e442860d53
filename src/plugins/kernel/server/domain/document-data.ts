import type { FieldFault } from './errors';

/** Of an attribute of a content type or a component, what its value is checked by. */
export interface DataAttribute {
  type: string;
  /** false: the relation is a column, which `foreignKeys` reads. */
  useJoinTable?: boolean;
  /** The uid of the component. */
  component?: string;
  required?: boolean;
  default?: unknown;
  min?: unknown;
  max?: unknown;
}

export type DataAttributes = Readonly<Record<string, DataAttribute>>;

/** The largest id of a row: Strapi's are PostgreSQL's `integer`. */
export const LARGEST_ROW_ID = 2_147_483_647;

/** What these hold is written as JSON, of whatever shape. */
const OF_ANY_SHAPE = new Set(['json', 'blocks']);

/** Strapi keeps these in columns of `varchar(255)`. */
const SHORT_TEXTS = new Set(['string', 'uid', 'email', 'enumeration']);
const LONGEST_SHORT_TEXT = 255;

/** Names that plain objects have without being given them: a look-up by one finds what nobody put there. */
export const OF_EVERY_OBJECT = new Set(Object.getOwnPropertyNames(Object.prototype));

/** What a number is told that its column cannot hold. */
export const TOO_LARGE = 'is larger than its field can hold';

/** The first number of a size that a column of the type cannot hold. */
const BEYOND: Readonly<Record<string, number>> = {
  integer: LARGEST_ROW_ID + 1,
  biginteger: 2 ** 63,
};

const NO_REFERENCE = 'must be the id of a document';
const NUL = 'must not contain NUL';

/**
 * What Strapi's document service does not look at before it works with it, and then fails in the middle
 * of: an object where a text or a number belongs, a relation to something that is no id, NUL, a text
 * that is longer than its column, a number that is larger. What a field may hold besides is Strapi's to
 * say, and what is beyond a bound of its own too.
 *
 * @param data as a caller gave it to the document service
 * @param attributesOf a component's attributes by its uid
 * @returns each wrong field with its path
 */
export function faultsInData(
  data: object,
  attributes: DataAttributes,
  attributesOf: (component: string) => DataAttributes,
  path: string[] = [],
): FieldFault[] {
  return Object.entries(data).flatMap(([name, value]: [string, unknown]): FieldFault[] => {
    const here = [...path, name];
    if (OF_EVERY_OBJECT.has(name)) return [{ path: here, message: 'is no field' }];
    const attribute = Object.hasOwn(attributes, name) ? attributes[name] : undefined;
    if (attribute === undefined || value === undefined || value === null) return [];
    const { type, component } = attribute;
    if (type === 'component' && component !== undefined) {
      const inside = attributesOf(component);
      const parts: [unknown, string[]][] = Array.isArray(value)
        ? value.map((part, index) => [part, [...here, String(index)]])
        : [[value, here]];
      return parts.flatMap(([part, at]) => faultsInComponent(part, inside, attributesOf, at));
    }
    if (type === 'dynamiczone' || attribute.useJoinTable === false) return [];
    const isOfOthers = type === 'relation' || type === 'media';
    const message = isOfOthers ? faultInRelation(value) : faultInScalar(value, attribute);
    return message === undefined ? [] : [{ path: here, message }];
  });
}

/**
 * What new components lack of what they must have. Strapi asks for it where it makes the document, and
 * where it changes one it takes a new component for a part of an old one. A draft may lack anything.
 *
 * @returns each field with its path
 */
export function missingInComponents(
  data: object,
  attributes: DataAttributes,
  attributesOf: (component: string) => DataAttributes,
  path: string[] = [],
): FieldFault[] {
  return Object.entries(attributes).flatMap(([name, { type, component }]): FieldFault[] => {
    const value = (data as Readonly<Record<string, unknown>>)[name];
    if (type !== 'component' || component === undefined) return [];
    const inside = attributesOf(component);
    const missingIn = (part: unknown, at: string[]): FieldFault[] => {
      if (!isObject(part)) return [];
      const needed = isNone(part.id) ? Object.entries(inside) : [];
      const missing = needed.filter(
        ([each, { required, default: usual }]) =>
          required === true && usual === undefined && part[each] === undefined,
      );
      return [
        ...missing.map(([each]) => ({ path: [...at, each], message: 'is missing' })),
        ...missingInComponents(part, inside, attributesOf, at),
      ];
    };
    const here = [...path, name];
    return Array.isArray(value)
      ? value.flatMap((part, index) => missingIn(part, [...here, String(index)]))
      : missingIn(value, here);
  });
}

function faultsInComponent(
  value: unknown,
  attributes: DataAttributes,
  attributesOf: (component: string) => DataAttributes,
  path: string[],
): FieldFault[] {
  // Null in a list of them, texts and numbers are known by Strapi's validator for what they are.
  if (!isObject(value)) return [];
  if (!isNone(value.id) && !isRowId(value.id)) {
    return [{ path: [...path, 'id'], message: 'must be the id of a component' }];
  }
  return faultsInData(value, attributes, attributesOf, path);
}

function faultInScalar(value: unknown, attribute: DataAttribute): string | undefined {
  const { type } = attribute;
  if (hasNul(value)) return NUL;
  if (OF_ANY_SHAPE.has(type)) return undefined;
  if (typeof value === 'object' && !(value instanceof Date)) {
    return `must not be ${Array.isArray(value) ? 'a list' : 'an object'}`;
  }
  if (isBeyond(value, attribute)) return TOO_LARGE;
  if (!SHORT_TEXTS.has(type) || typeof value !== 'string') return undefined;
  // PostgreSQL counts characters, a text's length counts halves of some.
  const isShort =
    value.length <= LONGEST_SHORT_TEXT || Array.from(value).length <= LONGEST_SHORT_TEXT;
  return isShort ? undefined : `must be at most ${LONGEST_SHORT_TEXT} characters`;
}

function isBeyond(value: unknown, { type, min, max }: DataAttribute): boolean {
  const beyond = BEYOND[type];
  const number = typeof value === 'string' ? Number(value) : value;
  if (beyond === undefined || typeof number !== 'number') return false;
  return Math.abs(number) >= beyond && (number > 0 ? max : min) === undefined;
}

function hasNul(value: unknown): boolean {
  if (typeof value === 'string') return value.includes('\u0000');
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(([key, each]) => hasNul(key) || hasNul(each));
}

/** Every form in which Strapi takes a relation: an id, an object with one, lists of them, and changes. */
function faultInRelation(value: unknown): string | undefined {
  if (!isObject(value) || isReference(value)) return faultInReferences(value);
  const { set, connect, disconnect } = value;
  for (const part of [set, connect, disconnect]) {
    if (isNone(part)) continue;
    const fault = faultInReferences(part);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

function faultInReferences(value: unknown): string | undefined {
  const each: unknown[] = Array.isArray(value) ? value : [value];
  return each.every((one) => one === null || isId(one) || (isObject(one) && isLongReference(one)))
    ? undefined
    : NO_REFERENCE;
}

function isReference(value: object): boolean {
  return 'id' in value || 'documentId' in value;
}

function isLongReference(value: Record<string, unknown>): boolean {
  const { id, documentId, locale, status, position } = value;
  const isNamed = typeof documentId === 'string' ? isText(documentId) : isRowId(id);
  if (!isNamed || !(isNone(id) || isRowId(id))) return false;
  if (![locale, status].every((one) => isNone(one) || isText(one))) return false;
  if (isNone(position)) return true;
  if (!isObject(position)) return false;
  const { before, after } = position;
  if (![position.locale, position.status].every((one) => isNone(one) || isText(one))) return false;
  return [before, after].every((one) => isNone(one) || isId(one));
}

/** A row's id, or a document's. What begins with a digit is a row's for Strapi. */
function isId(value: unknown): boolean {
  if (typeof value === 'string' && Number.isNaN(Number.parseInt(value, 10))) return isText(value);
  return isRowId(value);
}

function isRowId(value: unknown): boolean {
  const id = typeof value === 'string' && /^\d{1,10}$/.test(value) ? Number(value) : value;
  return Number.isInteger(id) && Math.abs(id as number) <= LARGEST_ROW_ID;
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && !hasNul(value);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isNone(value: unknown): value is null | undefined {
  return value === undefined || value === null;
}
