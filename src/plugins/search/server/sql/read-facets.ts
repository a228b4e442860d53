import { statement } from '../../../kernel/server/contract';
import type { FacetCount } from '../domain/engine';

/** What facets are called. */
export const readFacets = statement<
  [ids: readonly number[]],
  { id: number } & Pick<FacetCount, 'kind' | 'name' | 'value'>
>(
  'search.read_facets',
  `SELECT id, kind, name, value FROM search_facets WHERE id = ANY ($1::integer[])`,
);
