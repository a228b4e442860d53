import { z } from 'zod';
import { LARGEST_PAGE_SIZE, textOf, wholeNumberInQuery } from '../../../kernel/server/contract';

const MOST_LETTERS = 200;
/** Hits behind this one are nobody's next page. */
const MOST_HITS = 10_000;
const MOST_VALUES = 50;
const MOST_ATTRIBUTES = 20;
const LARGEST_AMOUNT = 2_147_483_647;

const once: z.core.$ZodErrorMap = ({ input }) =>
  input === undefined ? 'is missing' : 'must be given once';
const one = z.string({ error: once });

/** Words, or nothing. */
const words = one
  .max(MOST_LETTERS, `must have at most ${MOST_LETTERS} characters`)
  .refine((value) => !value.includes('\u0000'), 'must not contain NUL')
  .transform((value) => value.trim());

/** One value, several times the same parameter, or several between commas. */
const values = z
  .preprocess((given) => (typeof given === 'string' ? [given] : given), z.array(textOf(500)))
  .transform((given) => given.flatMap((value) => value.split(',')).map((value) => value.trim()))
  .refine((given) => !given.includes(''), 'must not have an empty value')
  .refine((given) => given.length <= MOST_VALUES, `must have at most ${MOST_VALUES} values`);

const amount = one
  .regex(/^\d{1,10}$/, 'must be a whole number of minor units')
  .transform(Number)
  .pipe(z.number().max(LARGEST_AMOUNT, `must be at most ${LARGEST_AMOUNT}`));

const yesOrNo = z
  .enum(['true', 'false', '1', '0'], { error: 'must be true or false' })
  .transform((value) => value === 'true' || value === '1');

const SORTS = {
  relevance: 'relevance',
  price: 'price:asc',
  'price:asc': 'price:asc',
  'price:desc': 'price:desc',
  newest: 'newest',
  'createdAt:desc': 'newest',
  popularity: 'popularity',
  'popularity:desc': 'popularity',
} as const;
const sortNames = Object.keys(SORTS) as (keyof typeof SORTS)[];

const page = {
  page: one.pipe(wholeNumberInQuery(1, MOST_HITS)),
  pageSize: one.pipe(wholeNumberInQuery(1, LARGEST_PAGE_SIZE)),
};

/**
 * A query as Node reads it, which has `attributes[color]=red` as a parameter of that name, or as
 * Strapi's own middleware does, with an object.
 */
function withAttributes(given: unknown): unknown {
  if (typeof given !== 'object' || given === null) return given;
  const { attributes = {}, ...rest } = given as Record<string, unknown>;
  const all: Record<string, unknown> = {};
  const others: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(rest)) {
    const [, name] = /^attributes\[([^\]]+)\]$/.exec(key) ?? [];
    const paging = /^pagination\[(page|pageSize)\]$/.exec(key);
    if (name !== undefined) all[name] = value;
    else if (paging?.[1] !== undefined) others[paging[1]] = value;
    else others[key] = value;
  }
  const found = typeof attributes === 'object' ? { ...attributes, ...all } : attributes;
  return { ...others, attributes: found };
}

/** The query of `GET /api/products/search`. */
export const searchQuery = z.preprocess(
  withAttributes,
  z
    .strictObject({
      q: words.default(''),
      category: values.optional(),
      brand: values.optional(),
      tag: values.optional(),
      minPrice: amount.optional(),
      maxPrice: amount.optional(),
      inStock: yesOrNo.default(false),
      storeId: one.pipe(textOf(64)).optional(),
      attributes: z
        .record(textOf(64), values)
        .refine(
          (given) => Object.keys(given).length <= MOST_ATTRIBUTES,
          `must name at most ${MOST_ATTRIBUTES} attributes`,
        )
        .default({}),
      sort: z
        .enum(sortNames, { error: `must be one of ${sortNames.join(', ')}` })
        .transform((name) => SORTS[name])
        .default('relevance'),
      page: page.page.default(1),
      pageSize: page.pageSize.default(20),
    })
    // What is no number has a fault of its own already.
    .refine(({ minPrice = 0, maxPrice = LARGEST_AMOUNT }) => !(minPrice > maxPrice), {
      path: ['maxPrice'],
      message: 'must not be less than minPrice',
    })
    .refine((query) => query.page * query.pageSize <= MOST_HITS, {
      path: ['page'],
      message: `must not reach beyond the first ${MOST_HITS} hits`,
    }),
);

/** The query of `GET /api/products/suggest`. */
export const suggestQuery = z.strictObject({
  q: words,
  limit: one.pipe(wholeNumberInQuery(1, 20)).default(8),
});

/** What a storefront tells of a hit that was clicked or bought. */
export const feedbackBody = z.strictObject({
  query: textOf(MOST_LETTERS),
  productId: textOf(64),
});

const day = one
  .regex(/^\d{4}-\d{2}-\d{2}$/, 'must be a day such as 2026-01-31')
  .refine(
    (value) => !Number.isNaN(Date.parse(`${value}T00:00:00Z`)),
    'must be a day that there is',
  );

/** The query of the searches' report. */
export const reportQuery = z
  .strictObject({
    from: day,
    to: day,
    limit: one.pipe(wholeNumberInQuery(1, 200)).default(50),
  })
  .refine(({ from, to }) => from <= to, { path: ['to'], message: 'must not be before from' });
