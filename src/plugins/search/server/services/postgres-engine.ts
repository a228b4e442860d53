import type { Database } from '../../../kernel/server/contract';
import { countFacets } from '../domain/count-facets';
import { countAvailability, countPrices } from '../domain/count-prices';
import type { DocumentColumns } from '../domain/document-columns';
import type { SearchEngine, SearchOutcome } from '../domain/engine';
import { matchWords } from '../domain/match-words';
import { narrowHits } from '../domain/narrow-hits';
import { orderHits } from '../domain/order-hits';
import { planTerms, type TermPlan } from '../domain/plan-terms';
import { wordsToRead } from '../domain/query';
import { completeAfter, completeWord } from '../sql/complete-words';
import { keepSoldAt } from '../sql/keep-sold-at';
import { lockIndex } from '../sql/lock-index';
import { measureCatalogue } from '../sql/measure-catalogue';
import { readNamed } from '../sql/read-named';
import { refreshPopularity } from '../sql/refresh-popularity';
import { removeDocuments } from '../sql/remove-documents';
import { stemWords } from '../sql/stem-words';
import { suggestProducts } from '../sql/suggest-products';
import { writeDocuments } from '../sql/write-documents';
import { createFacetNames } from './facet-names';
import { createIndexCopy } from './index-copy';

/** Completions at most whose products are suggested. */
const MOST_COMPLETED = 3;
/** Milliseconds that the copy may be old where no stock is asked for. */
const COPY_AGE_MS = 50;
const NO_PLAN: TermPlan = { terms: [], slots: 0, corrected: undefined, guess: undefined };

/**
 * Finds products by the index that is kept in PostgreSQL itself, and by a copy in this process of what is
 * counted: PostgreSQL is asked for what is not in it.
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
  const copy = createIndexCopy(database);
  const names = createFacetNames(database);

  return {
    async prepare() {
      await database.query(measureCatalogue, [version]);
    },

    async index(tx, documentIds) {
      await tx.query(lockIndex, []);
      await tx.query(writeDocuments, [documentIds, languages]);
      await tx.query(removeDocuments, [documentIds]);
    },

    async search(request): Promise<SearchOutcome> {
      const { query, filters, storeId } = request;
      const stocked = request.inStock || storeId !== undefined;
      const slots = query?.slots.map(({ word }) => word) ?? [];
      const [[named], columns] = await Promise.all([
        database.query(readNamed, [
          query === undefined ? [] : wordsToRead(query),
          languages,
          slots,
          query?.code ?? '',
          storeId ?? null,
          JSON.stringify(filters),
          JSON.stringify(request.boosts),
        ]),
        copy.columns(stocked ? 0 : COPY_AGE_MS),
      ]);
      if (!named?.store_known) return { kind: 'no such store' };
      const plan = query === undefined ? NO_PLAN : planTerms(query, named.words);
      const wanted = {
        terms: plan.terms,
        // Words that all were stop words ask for nothing that could be found.
        slots: query === undefined ? 0 : Math.max(plan.slots, 1),
        documents: named.documents,
        coded: named.coded,
      };
      const lists = await copy.lists(plan.terms.map(({ term }) => term));
      const match = () => matchWords(columns, wanted, lists);
      const isAvailable =
        storeId === undefined
          ? (row: number) => columns.available[row] === 1
          : await soldAt(columns, match(), storeId);
      // From here on nothing is waited for: a row may become another document's meanwhile.
      const matches = match();
      const hits = narrowHits(columns, matches.rows, {
        filters: named.filters,
        minPrice: request.minPrice,
        maxPrice: request.maxPrice,
        phrases: query?.phrases ?? [],
        stocked,
        isAvailable,
      });
      const { page, total } = orderHits(columns, matches, hits, {
        sort: request.sort,
        line: plan.slots > 1 ? (query?.words.join(' ') ?? '') : '',
        boosts: request.boosts.map(({ factor }, turn) => ({
          ...(named.boosts[turn] ?? { facet: null, document: null }),
          factor,
        })),
        offset: request.offset,
        limit: request.limit,
      });
      const price = countPrices(columns, hits, request.priceEdges);
      const availability = countAvailability(hits, isAvailable);
      return {
        kind: 'found',
        documents: page,
        total,
        facets: await names.of(countFacets(columns, hits)),
        price,
        availability,
        corrected: total > 0 ? plan.corrected : undefined,
        didYouMean: total === 0 ? plan.guess : undefined,
        relaxed: total > 0 && matches.least < plan.slots,
        stems: [...new Set(plan.terms.map(({ term }) => term))],
      };
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
      await database.transaction(async (tx) => {
        await tx.query(lockIndex, []);
        await tx.query(refreshPopularity, []);
      });
    },

    async warm() {
      await copy.columns(COPY_AGE_MS);
    },

    stop() {
      copy.stop();
    },
  };

  /** Whether one store can sell a row now: only of what some store can, the stock is asked. */
  async function soldAt(
    columns: DocumentColumns,
    { rows: matched }: { rows: Int32Array },
    storeId: string,
  ): Promise<(row: number) => boolean> {
    const asked = [...matched].filter((row) => columns.available[row] === 1);
    const ids = asked.map((row) => columns.ids[row] ?? 0);
    const rows = await database.query(keepSoldAt, [ids, storeId]);
    const sold = new Set(rows.map(({ id }) => id));
    return (row) => sold.has(columns.ids[row] ?? 0);
  }

  async function stemsOf(words: readonly string[]): Promise<string[]> {
    if (words.length === 0) return [];
    const rows = await database.query(stemWords, [words, firstLanguage]);
    return rows.map(({ stem }) => stem);
  }
}
