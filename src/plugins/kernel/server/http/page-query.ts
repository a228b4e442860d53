import { LARGEST_PAGE_SIZE, USUAL_PAGE_SIZE } from '../domain/pages';
import { wholeNumberInQuery } from './validate';

/** The number of a page at most. */
const MOST_PAGES = 1_000_000;

/** `page` and `pageSize` in the query of a list, for the fields of its schema. */
export const pageQuery = {
  page: wholeNumberInQuery(1, MOST_PAGES).default(1),
  pageSize: wholeNumberInQuery(1, LARGEST_PAGE_SIZE).default(USUAL_PAGE_SIZE),
};

/** A query in which `pagination[page]` and `pagination[pageSize]`, as Strapi's own lists have them, say the same. */
export function pageOfStrapi(query: unknown): unknown {
  const { pagination, ...rest } = query as Record<string, unknown>;
  return typeof pagination === 'object' ? { ...pagination, ...rest } : query;
}
