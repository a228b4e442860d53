import type { Types } from '@opensearch-project/opensearch';
import type { FacetCount, FacetFilter, Found, SearchRequest } from './engine';
import { PAIR } from './opensearch-mapping';
import { facetOf, type Narrowing, type Query } from './opensearch-query';

type Aggregations = Record<string, Types.Common_Aggregations.AggregationContainer>;

/** Values of a facet at most, and of all attributes together. */
const MOST_VALUES = 50;
const MOST_CATEGORIES = 500;
const MOST_PAIRS = 2_000;

const KINDS = {
  brand: { field: 'brand', size: MOST_VALUES },
  category: { field: 'categories', size: MOST_CATEGORIES },
  tag: { field: 'tags', size: MOST_VALUES },
  attribute: { field: 'attributes', size: MOST_PAIRS },
} as const;

/** A number of hits with a value. */
interface Bucket {
  key: string;
  doc_count: number;
}
interface Counted {
  doc_count: number;
  values?: { buckets: Bucket[] };
  bounds?: { min: number | null; max: number | null };
  ranges?: { buckets: { doc_count: number }[] };
  inStock?: { doc_count: number };
}
export type Counts = Readonly<Record<string, Counted | undefined>>;

/** A hit must be everything but what belongs to the facet that is counted. */
const without = (narrowings: readonly Narrowing[], facet: string): Query => ({
  bool: { filter: narrowings.filter(({ of }) => of !== facet).map(({ query }) => query) },
});

/** The counts to ask for beside the hits. */
export function countsOf(
  { filters, priceEdges }: SearchRequest,
  narrowings: readonly Narrowing[],
): Aggregations {
  const counts: Aggregations = {};
  for (const [kind, terms] of Object.entries(KINDS)) {
    counts[kind] = { filter: without(narrowings, kind), aggs: { values: { terms } } };
  }
  for (const filter of filters.filter(({ kind }) => kind === 'attribute')) {
    const facet = facetOf(filter);
    counts[facet] = {
      filter: without(narrowings, facet),
      aggs: { values: { terms: KINDS.attribute } },
    };
  }
  counts.price = {
    filter: without(narrowings, 'price'),
    aggs: {
      bounds: { stats: { field: 'price' } },
      ranges: { range: { field: 'price', ranges: rangesOf(priceEdges) } },
    },
  };
  const stock = narrowings.find(({ of }) => of === 'stock');
  if (stock !== undefined) {
    counts.stock = {
      filter: without(narrowings, 'stock'),
      aggs: { inStock: { filter: stock.query } },
    };
  }
  return counts;
}

/** One range more than there are edges: below the first, between two, from the last upwards. */
function rangesOf(edges: readonly number[]) {
  return [...edges, undefined].map((to, turn) => ({
    ...(turn === 0 ? {} : { from: edges[turn - 1] as number }),
    ...(to === undefined ? {} : { to }),
  }));
}

/** What a brand or category is called. */
export type Label = Pick<FacetCount, 'label' | 'slug' | 'parent' | 'position'>;

const NAMELESS: Label = { label: null, slug: null, parent: null, position: null };

/**
 * The facets of an answer, the most frequent value first.
 *
 * @param labels by document id
 */
export function facetsOf(
  counts: Counts,
  filters: readonly FacetFilter[],
  labels: ReadonlyMap<string, Label>,
): FacetCount[] {
  const plain = (['brand', 'category', 'tag'] as const).flatMap((kind) =>
    bucketsOf(counts, kind).map(({ key, doc_count }) => ({
      kind,
      name: '',
      value: key,
      ...(labels.get(key) ?? NAMELESS),
      count: doc_count,
    })),
  );
  const narrowed = new Set(filters.filter(({ kind }) => kind === 'attribute').map(facetOf));
  const pairs = [
    ...bucketsOf(counts, 'attribute').filter(({ key }) => !narrowed.has(facetOfPair(key))),
    ...[...narrowed].flatMap((facet) =>
      bucketsOf(counts, facet).filter(({ key }) => facetOfPair(key) === facet),
    ),
  ];
  const attributes = pairs.map(({ key, doc_count }) => {
    const [name = '', value = ''] = key.split(PAIR);
    return { kind: 'attribute' as const, name, value, ...NAMELESS, count: doc_count };
  });
  return [...plain, ...attributes];
}

const facetOfPair = (pair: string) =>
  facetOf({ kind: 'attribute', name: pair.split(PAIR)[0] ?? '' });

const bucketsOf = (counts: Counts, facet: string): Bucket[] => counts[facet]?.values?.buckets ?? [];

/** Document ids of the brands and categories that were counted. */
export function namedValues(counts: Counts): string[] {
  return ['brand', 'category'].flatMap((kind) => bucketsOf(counts, kind).map(({ key }) => key));
}

/** Reads how the hits' prices are spread. */
export function pricesOf({ price }: Counts): Found['price'] {
  const ranges = (price?.ranges?.buckets ?? [])
    .map(({ doc_count }, edge) => ({ edge, count: doc_count }))
    .filter(({ count }) => count > 0);
  return { min: price?.bounds?.min ?? null, max: price?.bounds?.max ?? null, ranges };
}

/** Reads how many hits can be had; undefined where stock was not counted. */
export function availabilityOf({ stock }: Counts): Found['availability'] {
  if (stock?.inStock === undefined) return undefined;
  const inStock = stock.inStock.doc_count;
  return { inStock, outOfStock: stock.doc_count - inStock };
}
