import { LRUCache } from 'lru-cache';
import type { Database } from '../../../kernel/server/contract';
import type { CountedFacet } from '../domain/count-facets';
import type { FacetCount } from '../domain/engine';
import { readFacetLabels } from '../sql/read-facet-labels';
import { readFacets } from '../sql/read-facets';

type FacetLabel = Omit<FacetCount, keyof FacetName | 'count'>;
type FacetName = Pick<FacetCount, 'kind' | 'name' | 'value'>;

const MOST_NAMES = 20_000;
/** Milliseconds that what brands and categories are called is kept: an answer may be as old. */
const LABELS_FRESH_MS = 500;
const NAMELESS = { label: null, slug: null, parent: null, position: null };

/**
 * Looks up what facets are called that an answer shows. What a facet stands for never changes and is
 * kept; what brands and categories are called may change with every edit, and is kept for a moment.
 */
export function createFacetNames(database: Database) {
  const kept = new LRUCache<number, FacetName>({ max: MOST_NAMES });

  const labels = new LRUCache<string, FacetLabel>({ max: MOST_NAMES, ttl: LABELS_FRESH_MS });

  const learn = async (ids: readonly number[]): Promise<void> => {
    const unknown = ids.filter((id) => !kept.has(id));
    if (unknown.length === 0) return;
    for (const { id, ...name } of await database.query(readFacets, [unknown])) kept.set(id, name);
  };

  /** All that are asked for, though some are forgotten meanwhile. */
  const labelsOf = async (documentIds: readonly string[]): Promise<Map<string, FacetLabel>> => {
    const found = new Map<string, FacetLabel>();
    const unknown: string[] = [];
    for (const id of documentIds) {
      const known = labels.get(id);
      if (known === undefined) unknown.push(id);
      else found.set(id, known);
    }
    if (unknown.length === 0) return found;
    for (const { document_id: id, ...label } of await database.query(readFacetLabels, [unknown])) {
      labels.set(id, label);
      found.set(id, label);
    }
    return found;
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
      const labelOf = await labelsOf(
        named.flatMap((facet) => (hasLabel(facet) ? facet.value : [])),
      );
      return named.map((facet) => ({
        ...facet,
        ...((hasLabel(facet) ? labelOf.get(facet.value) : undefined) ?? NAMELESS),
      }));
    },
  };
}

function hasLabel({ kind }: Pick<FacetCount, 'kind'>): boolean {
  return kind === 'brand' || kind === 'category';
}
