import type { FacetCount, Found } from './engine';

interface Counted {
  count: number;
}
interface Named extends Counted {
  documentId: string;
  name: string;
  slug: string;
}
export interface CategoryCount extends Named {
  children: CategoryCount[];
}
export interface PublicFacets {
  categories: CategoryCount[];
  brands: Named[];
  /** Every attribute and option of the hits. */
  attributes: { name: string; values: (Counted & { value: string })[] }[];
  tags: (Counted & { value: string })[];
  /** Amounts in minor units; `max` belongs to the next range. */
  price: {
    min: number | null;
    max: number | null;
    ranges: (Counted & { min: number; max: number | null })[];
  };
  /** Null where there are too many hits to ask the stock of each. */
  availability: { inStock: number; outOfStock: number } | null;
}

/**
 * The counts of a search as the public sees them.
 *
 * @param edges those that the price ranges were counted by
 */
export function presentFacets(found: Found, edges: readonly number[]): PublicFacets {
  const of = (kind: FacetCount['kind']) => found.facets.filter((facet) => facet.kind === kind);
  return {
    categories: treeOf(of('category')),
    brands: of('brand').flatMap(namedOf),
    attributes: attributesOf(of('attribute')),
    tags: of('tag').map(({ value, count }) => ({ value, count })),
    price: {
      min: found.price.min,
      max: found.price.max,
      ranges: found.price.ranges.map(({ edge, count }) => ({
        min: edge === 0 ? 0 : (edges[edge - 1] ?? 0),
        max: edges[edge] ?? null,
        count,
      })),
    },
    availability: found.availability ?? null,
  };
}

/** One that was deleted meanwhile has no name and is left out. */
function namedOf({ value, label, slug, count }: FacetCount): Named[] {
  return label === null ? [] : [{ documentId: value, name: label, slug: slug ?? '', count }];
}

/** Attributes are one whatever the case in which they are written. */
function attributesOf(facets: readonly FacetCount[]): PublicFacets['attributes'] {
  const byName = new Map<string, PublicFacets['attributes'][number]>();
  for (const { name, value, count } of facets) {
    const key = name.toLowerCase();
    const attribute = byName.get(key) ?? { name, values: [] };
    attribute.values.push({ value, count });
    byName.set(key, attribute);
  }
  return [...byName.values()];
}

/** Categories below those that they are in; one whose parent is not among the hits' is at the top. */
function treeOf(facets: readonly FacetCount[]): CategoryCount[] {
  const nodes = new Map<string, CategoryCount>();
  for (const facet of facets) {
    for (const named of namedOf(facet)) nodes.set(facet.value, { ...named, children: [] });
  }
  const roots: CategoryCount[] = [];
  for (const { value, parent } of facets) {
    const node = nodes.get(value);
    if (node === undefined) continue;
    const above = parent === null ? undefined : nodes.get(parent);
    if (above === undefined || isBelow(above, node)) roots.push(node);
    else above.children.push(node);
  }
  return roots;
}

/** A circle, which an editor can make, is cut where it would close. */
function isBelow(node: CategoryCount, top: CategoryCount): boolean {
  return top === node || top.children.some((child) => isBelow(node, child));
}
