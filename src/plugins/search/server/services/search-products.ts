import {
  paginationOf,
  Refusal,
  type Database,
  type Pagination,
} from '../../../kernel/server/contract';
import { AnswerCache } from '../domain/answer-cache';
import type { FacetFilter, SearchEngine, Sort } from '../domain/engine';
import { presentFacets, type PublicFacets } from '../domain/present-facets';
import { presentHit, type PublicHit } from './present-hit';
import { priceEdges } from '../domain/price-ranges';
import { plainWords } from '../domain/plain-words';
import { readQuery } from '../domain/query';
import { readHits } from '../sql/read-hits';
import type { Rules } from './rules';

/** What a shopper asks for. Amounts in minor units; undefined for what does not matter. */
export interface SearchWish {
  /** As it was typed; empty for everything. */
  q: string;
  category?: string[] | undefined;
  brand?: string[] | undefined;
  tag?: string[] | undefined;
  minPrice?: number | undefined;
  maxPrice?: number | undefined;
  inStock: boolean;
  storeId?: string | undefined;
  attributes: Record<string, string[]>;
  sort: Sort;
  page: number;
  pageSize: number;
}

/** What the answer to a search is made of. */
export interface SearchAnswer {
  hits: PublicHit[];
  meta: {
    query: string;
    /** The query as it was understood, where a word was taken for another. */
    corrected: string | null;
    /** Where nothing was found: what may have been meant. */
    didYouMean: string | null;
    /** Whether hardly anything has all words, so that hits are shown that lack one. */
    relaxed: boolean;
    facets: PublicFacets;
    pagination: Pagination;
  };
}

/** Milliseconds for which an answer is given again, at once and at the most. */
const FRESH_MS = 200;
const OLDEST_MS = 500;
const MOST_ANSWERS = 500;

export interface SearchParts {
  database: Database;
  engine: SearchEngine;
  rules: () => Promise<Rules>;
  /** The text search configuration by which texts are marked. */
  language: string;
}

/**
 * Searches. Answers that do not ask for stock are kept for half a second
 * at most, so that many who search for the same thing cost one search.
 *
 * @returns a verb that throws Refusal STORE_NOT_FOUND (404)
 */
export function createProductSearch(parts: SearchParts) {
  const answers = new AnswerCache<SearchAnswer>({
    most: MOST_ANSWERS,
    fresh: FRESH_MS,
    oldest: OLDEST_MS,
    now: () => performance.now(),
  });
  return async (wish: SearchWish): Promise<SearchAnswer> => {
    const work = () => searchProducts(parts, wish);
    if (wish.inStock || wish.storeId !== undefined) return work();
    const key = JSON.stringify({ ...wish, q: wish.q.toLowerCase() });
    const { hits, meta } = await answers.get(key, work);
    // Whoever asked first may have written it in another case.
    return { hits, meta: { ...meta, query: wish.q } };
  };
}

async function searchProducts(
  { database, engine, rules, language }: SearchParts,
  wish: SearchWish,
): Promise<SearchAnswer> {
  const { boosts, exponent, ...words } = await rules();
  const query = wish.q === '' ? undefined : readQuery(wish.q, words);
  const line = query?.words.join(' ') ?? '';
  const edges = priceEdges(exponent);
  const { page, pageSize } = wish;
  const found = await engine.search({
    query,
    filters: filtersOf(wish),
    boosts: boosts.filter(({ queries }) => queries.length === 0 || queries.includes(line)),
    minPrice: wish.minPrice,
    maxPrice: wish.maxPrice,
    storeId: wish.storeId,
    inStock: wish.inStock,
    sort: wish.sort,
    limit: pageSize,
    offset: (page - 1) * pageSize,
    priceEdges: edges,
  });
  if (found.kind === 'no such store') {
    throw new Refusal('STORE_NOT_FOUND', 'There is no such store.');
  }
  const ids = found.documents.map(({ documentId }) => documentId);
  const rows = ids.length === 0 ? [] : await database.query(readHits, [ids, language, found.stems]);
  const { total } = found;
  return {
    hits: rows.map(presentHit),
    meta: {
      query: wish.q,
      corrected: found.corrected ?? null,
      didYouMean: found.didYouMean ?? null,
      relaxed: found.relaxed,
      facets: presentFacets(found, edges),
      pagination: paginationOf({ page, pageSize }, total),
    },
  };
}

/** The words by which searches are counted. */
export function countedAs(text: string): string {
  return plainWords(text).join(' ');
}

function filtersOf({ brand, category, tag, attributes }: SearchWish): FacetFilter[] {
  const plain = Object.entries({ brand, category, tag } as const).flatMap(([kind, values]) =>
    values === undefined ? [] : [{ kind: kind as 'brand', name: '', values }],
  );
  const named = Object.entries(attributes).map(([name, values]) => ({
    kind: 'attribute' as const,
    name,
    values,
  }));
  return [...plain, ...named];
}
