import { z } from 'zod';
import { DELIMITERS } from '../../../kernel/server/contract';
import type { ProductColumn } from './shopify-columns';

/**
 * A text of a product: a column of the file by its name; or a text in which columns stand in braces,
 * `"{supplier} {name}"`, empty where all of them are; or `{ "value": … }` for the same everywhere. Of
 * a list the first that is not empty counts.
 */
const one = z.union([
  z.string('must name a column').min(1, 'must not be empty'),
  z.strictObject({ value: z.string() }, 'must name a column, or be {"value": "…"}'),
]);
const text = z.union(
  [one, z.array(one).min(1, 'must not be an empty list')],
  'must name a column, or be a text with columns in braces, {"value": "…"}, or a list of these',
);

/** A name or a column with a star in it. */
export const STAR = /^[^*]*\*[^*]*$/;
const starred = z
  .string('must name columns with a star')
  .regex(STAR, 'must have one star, as its name has');
/**
 * Attributes by their names. A name with a star is of all columns that fit: `"*": "attr_t_*"`.
 */
const attributes = z.record(z.string().min(1), z.unknown()).transform((given, context) => {
  const parsed = Object.entries(given).map(([name, value]) => {
    const result = name.includes('*')
      ? z.array(starred).min(1).safeParse([value].flat())
      : text.safeParse(value);
    for (const { message } of result.error?.issues ?? []) {
      context.addIssue({ code: 'custom', path: [name], message });
    }
    return [name, result.data ?? ''] as const;
  });
  return Object.fromEntries(parsed);
});

const MOST_OPTIONS = 3;
const MOST_DECIMALS = 4;

/** A mapping file: which columns of somebody's file say what of a product and of its variants. */
export const mapping = z.strictObject({
  format: z.enum(['csv', 'json-lines'], 'must be "csv" or "json-lines"'),
  /** Of CSV; commas unless told. */
  delimiter: z.enum(DELIMITERS, 'must be a comma, a semicolon, a tab or "|"').default(','),
  /** Decimals that the file's prices have without writing them: 4995 with 2 is 49.95. */
  priceDecimals: z
    .int('must be a whole number')
    .min(0, 'must be at least 0')
    .max(MOST_DECIMALS, `must be at most ${MOST_DECIMALS}`)
    .default(0),
  product: z.strictObject({
    /** Rows with the same one are one product. */
    handle: text,
    name: text,
    shortDescription: text.optional(),
    description: text.optional(),
    brand: text.optional(),
    category: text.optional(),
    /** Names from the top of the tree down with `>` between them; goes before `category`. */
    categoryPath: text.optional(),
    attributes: attributes.optional(),
    tags: text.optional(),
    published: text.optional(),
    metaTitle: text.optional(),
    metaDescription: text.optional(),
    /** Each a picture, or several where the column holds a list. */
    images: z.array(one).optional(),
  }),
  variant: z.strictObject({
    sku: text.optional(),
    price: text,
    originalPrice: text.optional(),
    costPrice: text.optional(),
    barcode: text.optional(),
    weight: text.optional(),
    onHand: text.optional(),
    allowBackorder: text.optional(),
    image: text.optional(),
    /** Name of an option → its value. */
    options: z
      .record(z.string().min(1), text)
      .refine((options) => Object.keys(options).length <= MOST_OPTIONS, {
        message: `must be at most ${MOST_OPTIONS}`,
      })
      .default({}),
  }),
});

export type Mapping = z.output<typeof mapping>;
export type MappedText = z.output<typeof text>;

/** Which column says it, where it is an amount with decimals of its own. */
export const AMOUNTS: ReadonlySet<ProductColumn> = new Set([
  'price',
  'compareAtPrice',
  'costPerItem',
]);

/** What a mapping fills, by the columns of a Shopify export, which the import reads. */
export function mappedColumns({ product, variant }: Mapping): Map<ProductColumn, MappedText> {
  const columns: [ProductColumn, MappedText | undefined][] = [
    ['handle', product.handle],
    ['title', product.name],
    ['shortDescription', product.shortDescription],
    ['body', product.description],
    ['vendor', product.brand],
    ['type', product.category],
    ['categoryPath', product.categoryPath],
    ['tags', product.tags],
    ['published', product.published],
    ['seoTitle', product.metaTitle],
    ['seoDescription', product.metaDescription],
    ['sku', variant.sku],
    ['price', variant.price],
    ['compareAtPrice', variant.originalPrice],
    ['costPerItem', variant.costPrice],
    ['barcode', variant.barcode],
    ['grams', variant.weight],
    ['inventoryQuantity', variant.onHand],
    ['inventoryPolicy', variant.allowBackorder],
    ['variantImage', variant.image],
    ...Object.entries(variant.options).flatMap(
      ([name, value], at): [ProductColumn, MappedText][] => {
        const turn = (at + 1) as 1 | 2 | 3;
        return [
          [`option${turn}Name`, { value: name }],
          [`option${turn}Value`, value],
        ];
      },
    ),
  ];
  return new Map(
    columns.flatMap(([column, value]) => (value === undefined ? [] : [[column, value]])),
  );
}
