import type { Transaction } from '../../../kernel/server/contract';
import type { ReadQuery } from './query';

/** What hits are narrowed by: any of the values. */
export interface FacetFilter {
  kind: 'brand' | 'category' | 'tag' | 'attribute';
  /** Of an attribute; else empty. */
  name: string;
  /** Of brands and categories the document id or the slug. */
  values: string[];
}

/** What multiplies the score of some products. */
export interface FactorOf {
  kind: 'product' | 'brand' | 'category';
  /** Document id. */
  value: string;
  factor: number;
}

export type Sort = 'relevance' | 'price:asc' | 'price:desc' | 'newest' | 'popularity';

/** What is looked for. Amounts in minor units of the shop's currency. */
export interface SearchRequest {
  /** Undefined finds everything. */
  query: ReadQuery | undefined;
  filters: readonly FacetFilter[];
  boosts: readonly FactorOf[];
  minPrice: number | undefined;
  maxPrice: number | undefined;
  /** Document id: only what this store can sell now. */
  storeId: string | undefined;
  /** Only what can be sold now. */
  inStock: boolean;
  sort: Sort;
  limit: number;
  offset: number;
  /** Ascending edges of the price ranges to count. */
  priceEdges: readonly number[];
}

export interface FacetCount {
  kind: FacetFilter['kind'];
  /** Of an attribute; else empty. */
  name: string;
  /** Of brands and categories the document id. */
  value: string;
  label: string | null;
  slug: string | null;
  /** Of a category, the document id of the one above it. */
  parent: string | null;
  position: number | null;
  count: number;
}

export interface Found {
  kind: 'found';
  documents: { documentId: string; score: number }[];
  total: number;
  facets: FacetCount[];
  price: { min: number | null; max: number | null; ranges: { edge: number; count: number }[] };
  availability: { inStock: number; outOfStock: number } | undefined;
  /** The query as it was understood, where a word was taken for another. */
  corrected: string | undefined;
  /** Where nothing was found: what may have been meant. */
  didYouMean: string | undefined;
  /** Whether hits are shown that lack a word. */
  relaxed: boolean;
  /** Stems to mark in the texts of the hits. */
  stems: string[];
}

export type SearchOutcome = Found | { kind: 'no such store' };

export interface Suggestions {
  /** Completed queries, the most telling first. */
  terms: string[];
  /** Document ids of products. */
  products: string[];
}

export const POPULARITY_SECONDS = 600;

/** Whatever finds products: PostgreSQL itself, or a server beside it. */
export interface SearchEngine {
  /** Makes ready for the whole catalogue to be indexed anew. */
  prepare(): Promise<void>;
  /**
   * Brings the index to what the catalogue says of these products, published or not.
   *
   * @param tx in which the catalogue is read; when it is rolled back the same products come again
   */
  index(tx: Transaction, documentIds: readonly string[]): Promise<void>;
  search(request: SearchRequest): Promise<SearchOutcome>;
  /** @param limit completions at most, and products at most */
  suggest(words: readonly string[], limit: number): Promise<Suggestions>;
  /** Learns how many units of each product were ordered lately; called every {@link POPULARITY_SECONDS}. */
  refreshPopularity(): Promise<void>;
  /** Makes ready what the first search would wait for. */
  warm(): Promise<void>;
  /** Gives back what it holds; nothing is asked of it afterwards. */
  stop(): void;
}
