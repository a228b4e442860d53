import { statement } from '../../../kernel/server/contract';

const KEPT_DAYS = 400;

/** Forgets what was searched for longer ago than a year and a month. */
export const pruneSearches = statement<[], never>(
  'search.prune_searches',
  `DELETE FROM search_queries WHERE day < (now() AT TIME ZONE 'UTC')::date - ${KEPT_DAYS}`,
);
