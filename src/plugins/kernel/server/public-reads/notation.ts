import { invalid } from '../domain/errors';
import type { PublicType } from './public-type';

/** REST writes `$and`, GraphQL writes `and`. */
export type Notation = 'rest' | 'graphql';

/** Where something stands in a query. */
export type Path = readonly string[];

/** @throws Refusal VALIDATION_FAILED (400), naming where it stands */
export function refuse(path: Path, message: string): never {
  throw invalid([{ path: [...path], message }]);
}

/** Whether a value is an object or a list. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** Turns conditions of ours, written in REST's notation, into the caller's. */
export function inNotation(conditions: unknown, notation: Notation): unknown {
  if (notation === 'rest' || !isObject(conditions)) return conditions;
  if (Array.isArray(conditions)) return conditions.map((each) => inNotation(each, notation));
  const isOperand = (key: string, value: unknown) => !key.startsWith('$') && !isObject(value);
  return Object.fromEntries(
    Object.entries(conditions).map(([key, value]) => [
      key.replace(/^\$/, ''),
      // REST allows `{ active: true }` for `{ active: { $eq: true } }`; GraphQL does not.
      isOperand(key, value) ? { eq: value } : inNotation(value, notation),
    ]),
  );
}

/** The order asked for, made complete: without a last word by id, pages would overlap. */
export function inOrder(sort: unknown): unknown {
  if (sort === undefined || sort === '') return ['id'];
  if (typeof sort === 'string') return [sort, 'id'].join(',');
  return Array.isArray(sort) ? [...(sort as unknown[]), 'id'] : sort;
}

/** The fields that an order is by; those of relations with a dot. */
export function sortKeys(sort: unknown): string[] {
  if (typeof sort === 'string')
    return sort.split(',').map((part) => part.replace(/:.*/, '').trim());
  if (Array.isArray(sort)) return sort.flatMap(sortKeys);
  if (!isObject(sort)) return [];
  return Object.entries(sort).flatMap(([key, value]) => {
    if (/^\d+$/.test(key)) return sortKeys(value);
    return isObject(value) ? sortKeys(value).map((inner) => `${key}.${inner}`) : [key];
  });
}

/** All of Strapi's notations of a populate, as the relations asked for and what is asked of each. */
export function readPopulate(
  type: PublicType,
  given: unknown,
  path: Path,
): Map<string, Record<string, unknown>> {
  const wanted = new Map<string, Record<string, unknown>>();
  const add = (name: string, asked: Record<string, unknown>) => {
    const known = wanted.get(name);
    wanted.set(name, known === undefined ? asked : merged(known, asked));
  };
  const addPath = (dotted: string) => {
    const [name = '', ...rest] = dotted.trim().split('.');
    if (name === '*') {
      for (const each of [...type.relations.keys(), ...type.media, ...type.components]) {
        add(each, {});
      }
    } else if (name !== '') {
      add(name, rest.length === 0 ? {} : { populate: { [rest.join('.')]: true } });
    }
  };
  if (given === undefined) return wanted;
  if (typeof given === 'string') given.split(',').forEach(addPath);
  else if (!isObject(given)) refuse(path, 'must name relations');
  else {
    for (const [key, value] of Object.entries(given)) {
      if (/^\d+$/.test(key) && typeof value === 'string') value.split(',').forEach(addPath);
      else if (value === true || value === 'true' || value === '*') addPath(key);
      else if (isObject(value) && !Array.isArray(value)) add(key, value);
      else if (value !== false && value !== 'false') refuse([...path, key], 'must be true or {…}');
    }
  }
  return wanted;
}

/** `populate=brand,brand.products` asks for both: what is asked of `brand` is put together. */
function merged(
  one: Record<string, unknown>,
  other: Record<string, unknown>,
): Record<string, unknown> {
  const populates = [one.populate, other.populate].filter(isObject);
  return {
    ...one,
    ...other,
    ...(populates.length === 0 ? {} : { populate: Object.assign({}, ...populates) as unknown }),
  };
}
