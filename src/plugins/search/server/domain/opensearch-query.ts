import type { Types } from '@opensearch-project/opensearch';
import type { FacetFilter, FactorOf, SearchRequest, Sort } from './engine';
import { languageFields, PAIR, TEXT_FIELDS } from './opensearch-mapping';
import type { Alternative, ReadQuery, Slot } from './query';
import { FIELDS, PHRASE_BOOST, type Field } from './ranking';

export type Query = Types.Common_QueryDsl.QueryContainer;

/** What a word counts that is only begun, or spelt a little differently. */
const NEARLY = 0.3;
/** A SKU or barcode is what was meant, whatever the words say. */
const CODE_BOOST = 1_000;

/**
 * What must be there for a product to be a hit, before it is narrowed.
 *
 * @param least how many words of the query a hit has
 */
export function textQuery(
  { query, boosts }: Pick<SearchRequest, 'query' | 'boosts'>,
  languages: readonly string[],
  least: number,
): Query {
  if (query === undefined) return weighed({ match_all: {} }, boosts);
  const words: Query = {
    bool: {
      should: query.slots.map((slot, turn) =>
        slotQuery(slot, languages, turn === query.slots.length - 1),
      ),
      minimum_should_match: least,
    },
  };
  const code: Query = { term: { codes: { value: query.code, boost: CODE_BOOST } } };
  const found: Query = { bool: { should: [words, code], minimum_should_match: 1 } };
  return weighed({ bool: { must: [found], ...side(query) } }, boosts);
}

/** Words that stand side by side in the name: a condition where they were quoted, else a merit. */
function side({ phrases, words }: ReadQuery): Types.Common_QueryDsl.BoolQuery {
  const beside = (text: string, boost: number): Query => ({
    match_phrase: { 'name.plain': { query: text.trim(), boost } },
  });
  return {
    filter: phrases.map((phrase) => beside(phrase, 1)),
    should: words.length > 1 ? [beside(words.join(' '), PHRASE_BOOST - 1)] : [],
  };
}

function slotQuery(
  { word, alternatives }: Slot,
  languages: readonly string[],
  isLast: boolean,
): Query {
  const nearly: Query = {
    multi_match: {
      query: word,
      fields: ['name.plain', 'labels.plain'],
      fuzziness: 'AUTO',
      prefix_length: 1,
      boost: NEARLY,
    },
  };
  const begun: Query = { prefix: { 'name.plain': { value: word, boost: NEARLY } } };
  return {
    dis_max: {
      queries: [
        ...alternatives.map((alternative) => wordsQuery(alternative, languages)),
        nearly,
        ...(isLast ? [begun] : []),
      ],
    },
  };
}

function wordsQuery({ words, weight }: Alternative, languages: readonly string[]): Query {
  const fields = Object.entries(TEXT_FIELDS).flatMap(([key, field]) =>
    languageFields(field, languages).map((name) => `${name}^${FIELDS[key as Field].weight}`),
  );
  return {
    multi_match: {
      query: words.join(' '),
      type: 'cross_fields',
      operator: 'and',
      fields,
      boost: weight,
    },
  };
}

/** Multiplies the score of what merchandisers push or hold back. */
function weighed(query: Query, boosts: readonly FactorOf[]): Query {
  if (boosts.length === 0) return query;
  const field = { product: 'documentId', brand: 'brand', category: 'categories' } as const;
  return {
    function_score: {
      query,
      functions: boosts.map(({ kind, value, factor }) => ({
        filter: { term: { [field[kind]]: { value } } },
        weight: factor,
      })),
      score_mode: 'multiply',
      boost_mode: 'multiply',
    },
  };
}

/** One condition that narrows hits; a facet is counted without its own. */
export interface Narrowing {
  /** Which facet it belongs to: a kind, `attribute` with {@link PAIR} and its name, `price` or `stock`. */
  of: string;
  query: Query;
}

/** The facet that a filter belongs to. */
export const facetOf = ({ kind, name }: Pick<FacetFilter, 'kind' | 'name'>) =>
  kind === 'attribute' ? `attribute${PAIR}${name.toLowerCase()}` : kind;

/**
 * What narrows the hits.
 *
 * @param inStock document ids of those that can be had, where only they are wanted
 */
export function narrowingsOf(
  { filters, minPrice, maxPrice }: SearchRequest,
  inStock: readonly string[] | undefined,
): Narrowing[] {
  const narrowings = filters.map((filter) => ({ of: facetOf(filter), query: filterQuery(filter) }));
  if (minPrice !== undefined || maxPrice !== undefined) {
    const bounds = {
      ...(minPrice === undefined ? {} : { gte: minPrice }),
      ...(maxPrice === undefined ? {} : { lte: maxPrice }),
    };
    narrowings.push({ of: 'price', query: { range: { price: bounds } } });
  }
  if (inStock !== undefined) {
    narrowings.push({ of: 'stock', query: { terms: { documentId: [...inStock] } } });
  }
  return narrowings;
}

function filterQuery({ kind, name, values }: FacetFilter): Query {
  const folded = values.map((value) => value.toLowerCase());
  if (kind === 'tag') return { terms: { 'tags.folded': folded } };
  if (kind === 'attribute') {
    const pairs = folded.map((value) => `${name.toLowerCase()}${PAIR}${value}`);
    return { terms: { 'attributes.folded': pairs } };
  }
  const [ids, slugs] = kind === 'brand' ? ['brand', 'brandSlug'] : ['categories', 'categorySlugs'];
  return {
    bool: {
      should: [{ terms: { [ids]: values } }, { terms: { [slugs]: values } }],
      minimum_should_match: 1,
    },
  };
}

const SORTS: Readonly<Record<Sort, Types.Common.SortCombinations[]>> = {
  relevance: [],
  'price:asc': [{ price: { order: 'asc', missing: '_last' } }],
  'price:desc': [{ price: { order: 'desc', missing: '_last' } }],
  newest: [{ createdAt: { order: 'desc' } }],
  popularity: [{ popularity: { order: 'desc' } }],
};

/** The order of hits: as it is wished, then the most relevant, and the same one every time. */
export function orderOf(sort: Sort): Types.Common.SortCombinations[] {
  return [
    ...SORTS[sort],
    { _score: { order: 'desc' } },
    { popularity: { order: 'desc' } },
    { documentId: { order: 'asc' } },
  ];
}
