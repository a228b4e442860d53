/** The parts of a product in which words are looked for, by their weight in PostgreSQL's vectors. */
export type Field = 'A' | 'B' | 'C' | 'D';

/**
 * BM25F: how much a word counts in each field, and how much a long field takes off. Names and what a
 * product is filed under say most; of attributes there are many, and descriptions mention much.
 */
export const FIELDS: Readonly<Record<Field, { weight: number; lengthMatters: number }>> = {
  /** Name. */
  A: { weight: 2, lengthMatters: 0.5 },
  /** Brand, categories with those above them, tags, SKUs. */
  B: { weight: 1, lengthMatters: 0.3 },
  /** Attributes, options and titles of variants. */
  C: { weight: 0.3, lengthMatters: 0.75 },
  /** Short and long description. */
  D: { weight: 0.5, lengthMatters: 0.75 },
};

/** How soon a word that comes again counts no more. */
const SATURATION = 1.2;
/** An impact of 1 as it is stored. */
export const IMPACT_SCALE = 10_000;

/** What a name that has the query's words side by side is worth more. */
export const PHRASE_BOOST = 1.05;
/** What a tenfold of units sold is worth more. */
export const POPULARITY_BOOST = 0.03;
/** As many hits make a page that nobody needs more for; with fewer, hits that lack a word are shown. */
export const ENOUGH_HITS = 10;

/**
 * The SQL of a word's impact in a document, from `tf` (how often it stands in each field), `length`
 * (each field's words) and `average` (the same of all documents), arrays in the order of
 * {@link FIELDS}.
 */
export function impactSql(): string {
  const parts = Object.values(FIELDS).map(({ weight, lengthMatters }, index) => {
    const at = index + 1;
    return `${weight} * tf[${at}] / (${1 - lengthMatters} + ${lengthMatters} * length[${at}] / greatest(average[${at}], 1))`;
  });
  const sum = parts.join('\n            + ');
  return `(SELECT round(${IMPACT_SCALE} * x / (${SATURATION} + x))::smallint
             FROM (SELECT ${sum} AS x) part)`;
}
