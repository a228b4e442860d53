import { LRUCache } from 'lru-cache';
import type { Database } from '../../../kernel/server/contract';
import type { CountedFacet } from '../domain/count-facets';
import type { FacetCount } from '../domain/engine';
import { readFacetLabels } from '../sql/read-facet-labels';
import { readFacets } from '../sql/read-facets';

type FacetName = Pick<FacetCount, 'kind' | 'name' | 'value'>;

const MOST_NAMES = 20_000;
const NAMELESS = { label: null, slug: null, parent: null, position: null };

/**
 * Looks up what facets are called that an answer shows. What a facet stands for never changes and is
 * kept; what brands and categories are called may change with every edit, and is asked.
 */
export function createFacetNames(database: Database) {
  const kept = new LRUCache<number, FacetName>({ max: MOST_NAMES });

  const learn = async (ids: readonly number[]): Promise<void> => {
    const unknown = ids.filter((id) => !kept.has(id));
    if (unknown.length === 0) return;
    for (const { id, ...name } of await database.query(readFacets, [unknown])) kept.set(id, name);
  };

  return {
    /** The same groups in one list, each group's values of the same count in their order. */
    async of(groups: readonly (readonly CountedFacet[])[]): Promise<FacetCount[]> {
      await learn(groups.flat().map(({ id }) => id));
      const named = groups.flatMap((group) =>
        group
          .flatMap(({ id, count }) => {
            const name = kept.get(id);
            return name === undefined ? [] : [{ ...name, count }];
          })
          .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1)),
      );
      const documentIds = named.flatMap(({ kind, value }) =>
        kind === 'brand' || kind === 'category' ? [value] : [],
      );
      const rows =
        documentIds.length === 0 ? [] : await database.query(readFacetLabels, [documentIds]);
      const labels = new Map(rows.map(({ document_id, ...label }) => [document_id, label]));
      return named.map((facet) => ({
        ...facet,
        ...(facet.kind === 'brand' || facet.kind === 'category'
          ? (labels.get(facet.value) ?? NAMELESS)
          : NAMELESS),
      }));
    },
  };
}
