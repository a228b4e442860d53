/** On a page where nobody says how many: as in Strapi's own lists (`config/lib/page-size.ts`). */
export const USUAL_PAGE_SIZE = 25;
/** On a page at the most. */
export const LARGEST_PAGE_SIZE = 100;

/** Which page of a list. */
export interface Page {
  /** From 1. */
  page: number;
  pageSize: number;
}

/** What an answer's `meta.pagination` tells of a page and its list. */
export interface Pagination extends Page {
  pageCount: number;
  total: number;
}

/** @param total of the whole list */
export function paginationOf({ page, pageSize }: Page, total: number): Pagination {
  return { page, pageSize, pageCount: Math.ceil(total / pageSize), total };
}
