import type { Types } from '@opensearch-project/opensearch';

/** Between the name of an attribute and its value, where both are one term. */
export const PAIR = '\u001f';

/** The fields in which words are looked for; their weights are those of `ranking.ts`. */
export const TEXT_FIELDS = { A: 'name', B: 'labels', C: 'details', D: 'text' } as const;

/** A product as the index has it. Texts are plain words: small letters without accents. */
export interface IndexedProduct {
  documentId: string;
  name: string;
  labels: string;
  details: string;
  text: string;
  /** What may be completed and taken for a misspelt word. */
  words: string[];
  /** SKUs and barcodes, letters and digits alone. */
  codes: string[];
  /** Minor units. */
  price: number | null;
  createdAt: string;
  /** Units ordered lately. */
  popularity: number;
  /** Document ids; of categories with those above them. Filters know them by their slugs too. */
  brand: string | null;
  brandSlug: string | null;
  categories: string[];
  categorySlugs: string[];
  tags: string[];
  /** Each `name`, {@link PAIR}, `value`. */
  attributes: string[];
}

/** OpenSearch's analyzers that have the name of PostgreSQL's text search configuration. */
const ANALYZERS = new Set(
  (
    'arabic armenian basque catalan danish dutch english finnish french german greek hindi hungarian ' +
    'indonesian irish italian lithuanian norwegian portuguese romanian russian spanish swedish turkish'
  ).split(' '),
);

/** The analyzer of a text search configuration; one that only cuts words where there is none. */
const analyzerOf = (language: string) => (ANALYZERS.has(language) ? language : 'standard');

/** The names of the fields under which a text stands in each language. */
export function languageFields(field: string, languages: readonly string[]): string[] {
  return languages.map((language, turn) => (turn === 0 ? field : `${field}.${language}`));
}

/**
 * What an index is created with.
 *
 * @param languages PostgreSQL's text search configurations, as `DUKA_SEARCH_LANGUAGES` has them
 */
export function indexDefinition(languages: readonly string[]): {
  settings: Types.Indices_Common.IndexSettings;
  mappings: Types.Common_Mapping.TypeMapping;
} {
  const [first = 'simple', ...others] = languages;
  const text: Types.Common_Mapping.Property = {
    type: 'text',
    analyzer: analyzerOf(first),
    fields: {
      plain: { type: 'text', analyzer: 'standard' },
      ...Object.fromEntries(
        others.map((language) => [language, { type: 'text', analyzer: analyzerOf(language) }]),
      ),
    },
  };
  const folded: Types.Common_Mapping.Property = {
    type: 'keyword',
    fields: { folded: { type: 'keyword', normalizer: 'lowercase' } },
  };
  const keyword: Types.Common_Mapping.Property = { type: 'keyword' };
  return {
    // A change must be found within a second.
    settings: { refresh_interval: '500ms' },
    mappings: {
      dynamic: 'strict',
      properties: {
        documentId: keyword,
        ...Object.fromEntries(Object.values(TEXT_FIELDS).map((field) => [field, text])),
        words: { type: 'text', analyzer: 'standard', fields: { exact: { type: 'keyword' } } },
        codes: keyword,
        price: { type: 'long' },
        createdAt: { type: 'date' },
        popularity: { type: 'integer' },
        brand: keyword,
        brandSlug: keyword,
        categories: keyword,
        categorySlugs: keyword,
        tags: folded,
        attributes: folded,
      },
    },
  };
}
