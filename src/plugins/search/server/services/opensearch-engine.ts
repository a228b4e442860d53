import { createHash } from 'node:crypto';
import type { API, Client, Types } from '@opensearch-project/opensearch';
import { Refusal, type Database } from '../../../kernel/server/contract';
import {
  POPULARITY_SECONDS,
  type Found,
  type SearchEngine,
  type SearchOutcome,
  type SearchRequest,
} from '../domain/engine';
import {
  availabilityOf,
  countsOf,
  facetsOf,
  namedValues,
  pricesOf,
  type Counts,
} from '../domain/opensearch-facets';
import { indexDefinition, PAIR } from '../domain/opensearch-mapping';
import { narrowingsOf, orderOf, textQuery, type Query } from '../domain/opensearch-query';
import { wordsToRead } from '../domain/query';
import { ENOUGH_HITS } from '../domain/ranking';
import { keepAvailable } from '../sql/keep-available';
import { measureCatalogue } from '../sql/measure-catalogue';
import { noteSold } from '../sql/note-sold';
import { readDocuments } from '../sql/read-documents';
import { readFacetLabels } from '../sql/read-facet-labels';
import { stemWords } from '../sql/stem-words';

/** Hits at most of which the stock is asked: as many as OpenSearch gives at once. */
const MOST_ASKED_FOR_STOCK = 10_000;
/** Hits at most of which it is asked though nobody wished it. */
const MOST_ASKED_UNWISHED = 1_000;
const TIMEOUT_MS = 5_000;
const RETRY_SECONDS = 5;

/** Where the index is kept beside PostgreSQL. */
export interface SearchServer {
  /** With user and password where it wants them. */
  url: string;
  /** What the names of its indices begin with. */
  index: string;
}

interface Answer {
  ids: { documentId: string; score: number }[];
  total: number;
  counts: Counts;
  /** The query as words that the index knows. */
  spelt: string | undefined;
}

/**
 * Finds products by an OpenSearch or Elasticsearch server. Stock changes with every cart, so it stays
 * in PostgreSQL, which is asked for it.
 *
 * @param languages text search configurations of PostgreSQL, the first for what is marked in texts
 * @param version what of the settings the index depends on; another one is another index
 */
export function createOpenSearchEngine(
  database: Database,
  languages: readonly string[],
  version: string,
  server: SearchServer,
): SearchEngine {
  const layout = createHash('sha256').update(version).digest('hex').slice(0, 12);
  const index = `${server.index}-${layout}`;
  const [firstLanguage = 'simple'] = languages;
  let connected: Promise<Client> | undefined;

  /** Its library is large, so that only shops that need it load it. */
  const client = (): Promise<Client> =>
    (connected ??= import('@opensearch-project/opensearch').then(
      (library) =>
        new library.Client({ node: server.url, requestTimeout: TIMEOUT_MS, maxRetries: 1 }),
    ));

  const ask = async (body: API.Search_RequestBody): Promise<API.Search_ResponseBody> => {
    try {
      return (await (await client()).search({ index, body })).body;
    } catch {
      throw new Refusal(
        'PROVIDER_UNAVAILABLE',
        'The search does not answer. Send the same again in a moment.',
        {},
        RETRY_SECONDS,
      );
    }
  };

  return {
    async prepare() {
      const { indices } = await client();
      const there = await indices.exists({ index });
      if (!there.body) await indices.create({ index, body: indexDefinition(languages) });
      await database.query(measureCatalogue, [version]);
    },

    async index(tx, documentIds) {
      const rows = await tx.query(readDocuments, [documentIds, PAIR]);
      const operations = rows.flatMap<API.Bulk_RequestBody[number]>((row) => {
        // One that was held up on its way does not undo what is newer.
        const target = {
          _id: row.document_id,
          version: row.version,
          version_type: 'external_gte' as const,
        };
        return row.document === null ? [{ delete: target }] : [{ index: target }, row.document];
      });
      const { body } = await (await client()).bulk({ index, body: operations });
      const failed = body.items.flatMap((item) => Object.values(item)).find(isRefused);
      if (failed !== undefined) throw new Error(`OpenSearch refused ${JSON.stringify(failed)}`);
    },

    async search(request): Promise<SearchOutcome> {
      const words = request.query?.slots.length ?? 0;
      const half = Math.ceil(words / 2);
      const wished = request.inStock || request.storeId !== undefined;
      const stock = wished ? await stockOf(request, half) : undefined;
      if (stock !== undefined && !stock.store_known) return { kind: 'no such store' };
      const strict = await find(request, words, stock?.available);
      const loose =
        strict.total < ENOUGH_HITS && half < words
          ? await find(request, half, stock?.available)
          : strict;
      const relaxed = loose.total > strict.total;
      return foundOf(request, relaxed ? loose : strict, { relaxed, least: relaxed ? half : words });
    },

    async suggest(words, limit) {
      const last = words.at(-1) ?? '';
      const before = words.slice(0, -1);
      const named: Query = {
        bool: {
          must: [
            ...before.map((word) => ({ match: { words: { query: word } } })),
            { prefix: { 'words.exact': { value: last } } },
          ],
          should: [{ match_phrase_prefix: { 'name.plain': { query: words.join(' ') } } }],
        },
      };
      const code: Query = { prefix: { codes: { value: words.join(''), boost: 1_000 } } };
      // Plain words are letters and digits, which mean themselves in a pattern.
      const completions = { field: 'words.exact', include: `${last}.*`, size: limit };
      const { hits, aggregations } = await ask({
        query: { bool: { should: [named, code], minimum_should_match: 1 } },
        sort: orderOf('relevance'),
        size: limit,
        _source: false,
        aggs: { words: { filter: named, aggs: { values: { terms: completions } } } },
      });
      const completed = (aggregations as Counts | undefined)?.words?.values?.buckets ?? [];
      return {
        terms: completed.map(({ key }) => [...before, key].join(' ')),
        products: hits.hits.map(({ _id }) => String(_id)),
      };
    },

    async refreshPopularity() {
      // Twice the pause: what comes again is merely written again.
      await database.query(noteSold, [2 * POPULARITY_SECONDS]);
    },

    async warm() {
      await client();
    },

    stop() {
      connected?.then((open) => open.close()).catch(() => undefined);
    },
  };

  /** The document ids of the best hits, whatever else they are narrowed by, that can be had. */
  async function stockOf(request: SearchRequest, least: number) {
    const { hits } = await ask({
      query: textQuery(request, languages, least),
      sort: orderOf(request.sort),
      size: MOST_ASKED_FOR_STOCK,
      _source: false,
    });
    return askStock(hits.hits, request.storeId);
  }

  async function askStock(hits: readonly { _id?: unknown }[], storeId: string | undefined) {
    const ids = hits.map(({ _id }) => String(_id));
    const [row] = await database.query(keepAvailable, [ids, storeId ?? null]);
    return row ?? { store_known: true, available: [] };
  }

  async function find(
    request: SearchRequest,
    least: number,
    inStock: readonly string[] | undefined,
  ): Promise<Answer> {
    const narrowings = narrowingsOf(request, inStock);
    const line = request.query?.words.join(' ');
    const { hits, aggregations, suggest } = await ask({
      query: textQuery(request, languages, least),
      post_filter: { bool: { filter: narrowings.map(({ query }) => query) } },
      sort: orderOf(request.sort),
      from: request.offset,
      size: request.limit,
      track_total_hits: true,
      track_scores: true,
      _source: false,
      aggs: countsOf(request, narrowings),
      ...(line === undefined
        ? {}
        : {
            suggest: {
              spelling: { text: line, term: { field: 'words', suggest_mode: 'missing' } },
            },
          }),
    });
    const spelt = (suggest?.spelling ?? [])
      .map(({ text, options }) => [options].flat()[0]?.text ?? text)
      .join(' ');
    return {
      ids: hits.hits.map(({ _id, _score }) => ({
        documentId: String(_id),
        score: _score ?? 0,
      })),
      total: typeof hits.total === 'number' ? hits.total : (hits.total?.value ?? 0),
      counts: (aggregations ?? {}) as Counts,
      spelt: spelt === '' || spelt === line ? undefined : spelt,
    };
  }

  async function foundOf(
    request: SearchRequest,
    { ids, total, counts, spelt }: Answer,
    { relaxed, least }: { relaxed: boolean; least: number },
  ): Promise<Found> {
    const { query, filters } = request;
    const rows = await database.query(readFacetLabels, [namedValues(counts)]);
    const labels = new Map(rows.map(({ document_id, ...label }) => [document_id, label]));
    const stems =
      query === undefined
        ? []
        : await database.query(stemWords, [wordsToRead(query), firstLanguage]);
    return {
      kind: 'found',
      documents: ids,
      total,
      facets: facetsOf(counts, filters, labels),
      price: pricesOf(counts),
      availability: availabilityOf(counts) ?? (await unwishedAvailability(request, total, least)),
      corrected: total > 0 ? spelt : undefined,
      didYouMean: total === 0 ? spelt : undefined,
      relaxed,
      stems: [...new Set(stems.map(({ stem }) => stem))],
    };
  }

  /** Whether each hit can be had now, where they are few enough to ask. */
  async function unwishedAvailability(request: SearchRequest, total: number, least: number) {
    if (total > MOST_ASKED_UNWISHED) return undefined;
    const narrowings = narrowingsOf(request, undefined);
    const { hits } = await ask({
      query: {
        bool: {
          must: [textQuery(request, languages, least)],
          filter: narrowings.map(({ query }) => query),
        },
      },
      size: MOST_ASKED_UNWISHED,
      _source: false,
    });
    const { available } = await askStock(hits.hits, undefined);
    return { inStock: available.length, outOfStock: hits.hits.length - available.length };
  }
}

/** What is not there to be deleted, and what is newer already, is as it should be. */
function isRefused({ status }: Types.Core_Bulk.ResponseItem): boolean {
  return status >= 300 && status !== 404 && status !== 409;
}
