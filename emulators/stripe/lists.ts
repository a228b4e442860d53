import type { Call, Reply } from '../lib/http';
import { parseForm, textIn, type Form } from './form';
import { missing } from './refusals';

interface Listed {
  id: string;
  created: number;
}

const COMPARISONS: Readonly<Record<string, (created: number, limit: number) => boolean>> = {
  gt: (created, limit) => created > limit,
  gte: (created, limit) => created >= limit,
  lt: (created, limit) => created < limit,
  lte: (created, limit) => created <= limit,
};

/**
 * A page of a list as Stripe gives it: newest first, `limit`, `starting_after`, `created`, and what
 * else is asked for compared with the objects' own fields.
 */
export function listOf(items: Iterable<Listed>, { query, path }: Call): Reply {
  const form = parseForm(query.toString());
  const {
    limit,
    starting_after: after,
    ending_before: _before,
    created,
    expand: _expand,
    ...wanted
  } = form;
  const all = [...items]
    .reverse()
    .filter((item) => isCreated(item, created) && hasAll(item, wanted));
  const start = typeof after === 'string' ? all.findIndex(({ id }) => id === after) + 1 : 0;
  if (typeof after === 'string' && start === 0) throw missing('object', after, 'starting_after');
  const size = typeof limit === 'string' ? Number(limit) : 10;
  const data = all.slice(start, start + size);
  return {
    status: 200,
    body: { object: 'list', url: path, has_more: all.length > start + size, data },
  };
}

function isCreated(item: Listed, created: Form[string] | undefined): boolean {
  if (created === undefined) return true;
  if (typeof created === 'string') return item.created === Number(created);
  return Object.keys(created).every(
    (name) => COMPARISONS[name]?.(item.created, Number(textIn(created, name))) ?? true,
  );
}

function hasAll(item: Listed, wanted: Form): boolean {
  const values = new Map<string, unknown>(Object.entries(item));
  return Object.entries(wanted).every(([name, value]) => values.get(name) === value);
}
