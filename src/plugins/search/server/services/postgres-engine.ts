import type { Database } from '../../../kernel/server/contract';
import type { Found, SearchEngine, SearchOutcome, SearchRequest } from '../domain/engine';
import { planTerms, type TermPlan } from '../domain/plan-terms';
import { wordsToRead } from '../domain/query';
import { completeAfter, completeWord } from '../sql/complete-words';
import { findDocuments, type FindRequest, type FoundDocuments } from '../sql/find-documents';
import { lockIndex } from '../sql/lock-index';
import { measureCatalogue } from '../sql/measure-catalogue';
import { readWords } from '../sql/read-words';
import { refreshPopularity } from '../sql/refresh-popularity';
import { removeDocuments } from '../sql/remove-documents';
import { stemWords } from '../sql/stem-words';
import { suggestProducts } from '../sql/suggest-products';
import { writeDocuments } from '../sql/write-documents';
import { writeFacets } from '../sql/write-facets';

/** Completions at most whose products are suggested. */
const MOST_COMPLETED = 3;
const NO_PLAN: TermPlan = { terms: [], slots: 0, corrected: undefined, guess: undefined };

/**
 * Finds products by the index that is kept in PostgreSQL itself, in two statements a search.
 *
 * @param languages text search configurations of PostgreSQL, the first for what is marked in texts
 * @param version what of the settings the index depends on
 */
export function createPostgresEngine(
  database: Database,
  languages: readonly string[],
  version: string,
): SearchEngine {
  const [firstLanguage = 'simple'] = languages;

  const planFor = async ({ query }: SearchRequest): Promise<TermPlan> => {
    if (query === undefined) return NO_PLAN;
    const replaced = query.slots.map(({ word }) => word);
    const read = await database.query(readWords, [wordsToRead(query), languages, replaced]);
    return planTerms(query, read);
  };

  return {
    async prepare() {
      await database.query(measureCatalogue, [version]);
    },

    async index(tx, documentIds) {
      await tx.query(lockIndex, []);
      await tx.query(writeFacets, [documentIds]);
      await tx.query(writeDocuments, [documentIds, languages]);
      await tx.query(removeDocuments, [documentIds]);
    },

    async search(request): Promise<SearchOutcome> {
      const plan = await planFor(request);
      // Words that all were stop words ask for nothing that could be found.
      const code = request.query?.code ?? '';
      const wish: FindRequest = {
        terms: plan.terms,
        slots: request.query === undefined ? 0 : Math.max(plan.slots, 1),
        code,
        phrases: request.query?.phrases ?? [],
        line: plan.slots > 1 ? (request.query?.words.join(' ') ?? '') : '',
        filters: request.filters,
        boosts: request.boosts,
        minPrice: request.minPrice ?? null,
        maxPrice: request.maxPrice ?? null,
        storeId: request.storeId ?? null,
        inStock: request.inStock,
        sort: request.sort,
        priceEdges: request.priceEdges,
        limit: request.limit,
        offset: request.offset,
      };
      const [row] = await database.query(findDocuments, [JSON.stringify(wish)]);
      if (row === undefined || !row.store_known) return { kind: 'no such store' };
      return foundOf(row, plan);
    },

    async suggest(words, limit) {
      const last = words.at(-1) ?? '';
      const before = words.slice(0, -1);
      const stems = await stemsOf(before);
      const completions =
        stems.length === 0
          ? await database.query(completeWord, [last, limit])
          : await database.query(completeAfter, [stems, last, limit]);
      const completed = completions.map(({ word }) => word);
      const products = await database.query(suggestProducts, [
        words.join(''),
        stems,
        completed.slice(0, MOST_COMPLETED),
        limit,
        firstLanguage,
      ]);
      return {
        terms: completed.map((word) => [...before, word].join(' ')),
        products: products.map((row) => row.document_id),
      };
    },

    async refreshPopularity() {
      await database.query(refreshPopularity, []);
    },
  };

  async function stemsOf(words: readonly string[]): Promise<string[]> {
    if (words.length === 0) return [];
    const rows = await database.query(stemWords, [words, firstLanguage]);
    return rows.map(({ stem }) => stem);
  }
}

function foundOf(row: FoundDocuments, plan: TermPlan): Found {
  const { total, documents, facets, price, availability } = row;
  return {
    kind: 'found',
    documents,
    total,
    facets,
    price,
    availability: availability
      ? { inStock: availability.in_stock, outOfStock: availability.out_of_stock }
      : undefined,
    corrected: total > 0 ? plan.corrected : undefined,
    didYouMean: total === 0 ? plan.guess : undefined,
    relaxed: total > 0 && row.matched < plan.slots,
    stems: [...new Set(plan.terms.map(({ term }) => term))],
  };
}
