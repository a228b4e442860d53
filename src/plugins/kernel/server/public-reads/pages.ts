import { invalid } from '../domain/errors';
import { LARGEST_PAGE_SIZE, USUAL_PAGE_SIZE } from '../domain/pages';
import { isPlain } from './sql-conditions';
import { untranslatable } from './sql-text';

/** Which part of a list is asked for. */
export type Page = { limit: number; withCount: boolean } & (
  | { kind: 'page'; page: number; offset: number }
  | { kind: 'part'; offset: number }
  /** What comes after a place that an earlier answer gave; undefined for the beginning. */
  | { kind: 'after'; place: Place | undefined }
);

/** The values of a document in the order's columns, as texts. */
export interface Place {
  /** The order that it is a place in. */
  order: string;
  values: (string | null)[];
}

/**
 * Reads Strapi's `pagination`, and our `pagination[after]` beside it.
 *
 * @throws Untranslatable for what only Strapi's own path answers or refuses
 * @throws Refusal VALIDATION_FAILED (400) for an `after` that is none, or has a page number beside it
 */
export function pageOf(pagination: unknown): Page {
  if (pagination === undefined) return { kind: 'page', page: 1, ...sizes(undefined), offset: 0 };
  if (!isPlain(pagination)) return untranslatable('pagination');
  const { page, pageSize, start, limit, withCount, after, ...others } = pagination;
  if (Object.keys(others).length > 0) untranslatable('pagination');
  if (after !== undefined) {
    if ([page, start, limit].some((each) => each !== undefined)) {
      refuse('goes with pageSize alone');
    }
    const size = sizes(pageSize, withCount ?? 'false');
    return { kind: 'after', ...size, place: after ? placeOf(after) : undefined };
  }
  if (start === undefined && limit === undefined) {
    const number = page === undefined ? 1 : wholeNumber(page);
    const size = sizes(pageSize, withCount);
    return { kind: 'page', page: number, ...size, offset: (number - 1) * size.limit };
  }
  if (page !== undefined || pageSize !== undefined) untranslatable('two kinds of pages');
  const offset = start === undefined || start === '0' ? 0 : wholeNumber(start);
  return { kind: 'part', offset, ...sizes(limit, withCount) };
}

function sizes(size: unknown, withCount?: unknown) {
  const limit =
    size === undefined ? USUAL_PAGE_SIZE : Math.min(wholeNumber(size), LARGEST_PAGE_SIZE);
  if (withCount === undefined || ['true', 't', '1'].includes(withCount as string)) {
    return { limit, withCount: true };
  }
  if (['false', 'f', '0'].includes(withCount as string)) return { limit, withCount: false };
  return untranslatable('withCount');
}

function wholeNumber(value: unknown): number {
  return /^[1-9]\d{0,8}$/.test(String(value)) ? Number(value) : untranslatable('pagination');
}

/** The text that a client gives back as `pagination[after]`. */
export function writePlace(place: Place): string {
  return Buffer.from(JSON.stringify([place.order, ...place.values])).toString('base64url');
}

function placeOf(text: unknown): Place {
  try {
    const read: unknown = JSON.parse(Buffer.from(String(text), 'base64url').toString());
    const isRight = (each: unknown) =>
      each === null || (typeof each === 'string' && !each.includes('\0'));
    if (Array.isArray(read) && read.every(isRight)) {
      const [order, ...values] = read as (string | null)[];
      if (order) return { order, values };
    }
  } catch {
    // Said below.
  }
  return refuse('must be the `next` of an answer to the same query');
}

/** Refuses a `pagination[after]` by VALIDATION_FAILED (400). */
export function refuse(message: string): never {
  throw invalid([{ path: ['pagination', 'after'], message }]);
}

/** `meta.pagination` of an answer, as Strapi gives it. */
export function pagination(page: Page, total: number | undefined, next: string | null): object {
  const counted = total === undefined ? {} : { total };
  switch (page.kind) {
    case 'page':
      return {
        page: page.page,
        pageSize: page.limit,
        ...(total === undefined ? {} : { pageCount: Math.ceil(total / page.limit) }),
        ...counted,
      };
    case 'part':
      return { start: page.offset, limit: page.limit, ...counted };
    case 'after':
      return { pageSize: page.limit, next, ...counted };
  }
}
