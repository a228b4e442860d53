import { statement } from '../../../kernel/server/contract';
import { sources } from './sources';

/** Makes the facets that some products have and the index does not know yet. */
export const writeFacets = statement<[documentIds: readonly string[]], never>(
  'search.write_facets',
  `WITH RECURSIVE ${sources}
   INSERT INTO search_facets (kind, name, value)
   SELECT DISTINCT ON (kind, lower(name), lower(value)) kind, name, value
     FROM facet
    WHERE NOT EXISTS (SELECT FROM search_facets known
                       WHERE known.key = facet.kind || ' ' || lower(facet.name)
                         AND lower(known.value) = lower(facet.value))
   ON CONFLICT DO NOTHING`,
);
