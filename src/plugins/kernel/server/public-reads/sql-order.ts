import { quotedName, untranslatable } from './sql-text';
import type { StoredScalar, StoredType } from './stored-type';

/** One step of an order. */
export interface OrderStep {
  name: string;
  scalar: StoredScalar;
  descending: boolean;
}

/**
 * An order as Strapi takes it: `price:desc,name` or a list of such; ended by the id, so that it is
 * complete.
 *
 * @returns undefined where none is asked for
 * @throws Untranslatable
 */
export function orderOf(type: StoredType, sort: unknown): OrderStep[] | undefined {
  if (sort === undefined || sort === '') return undefined;
  const parts: unknown[] = Array.isArray(sort) ? sort : [sort];
  const names = parts.flatMap((part) =>
    typeof part === 'string' ? part.split(',') : untranslatable('sort'),
  );
  const steps = new Map<string, OrderStep>();
  for (const written of [...names, 'id']) {
    const [, name = '', direction = 'asc'] =
      /^\s*(\w+)\s*(?::(asc|desc))?\s*$/i.exec(written) ?? untranslatable('sort');
    const scalar = type.scalars.get(name) ?? untranslatable(name);
    if (scalar.kind === 'json') untranslatable(name);
    // What is sorted by already decides nothing any more.
    if (steps.has(name)) continue;
    steps.set(name, { name, scalar, descending: direction.toLowerCase() === 'desc' });
  }
  return [...steps.values()];
}

/** The same as SQL. */
export function orderSql(type: StoredType, alias: string, sort: unknown): string[] | undefined {
  return orderOf(type, sort)?.map(
    ({ scalar, descending }) => `${alias}.${quotedName(scalar.column)}${descending ? ' DESC' : ''}`,
  );
}
