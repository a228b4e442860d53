import { statement } from '../../../kernel/server/contract';

/**
 * The documents that have a stem, four bytes each, and what it counts for in them, two bytes each, the
 * high byte first. A frequent word has a hundred thousand, which cost a quarter of what arrays do.
 */
export const readPostings = statement<
  [term: string],
  { documents: Buffer | null; impacts: Buffer | null }
>(
  'search.read_postings',
  `SELECT string_agg(int4send(document), '') AS documents, string_agg(int2send(impact), '') AS impacts
     FROM search_postings WHERE term = $1`,
);
