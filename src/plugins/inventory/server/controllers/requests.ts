import { z } from 'zod';
import { pageQuery, textOf } from '../../../kernel/server/contract';
import { MOST_ON_HAND } from '../services/adjust-stock';

/** Rows of a batch of stock at most. */
const MOST_ROWS = 1_000;
/** SKUs asked for at once at most; Strapi's query parser takes no longer list. */
const MOST_SKUS = 100;

const sku = textOf(100);
const listOf = (value: unknown) => (typeof value === 'string' ? [value] : value);

/** `sku=A&sku=B`, each once. */
export const skuList = z
  .preprocess(listOf, z.array(sku).min(1).max(MOST_SKUS, `must be at most ${MOST_SKUS}`))
  .transform((skus) => [...new Set(skus)]);

export const availabilityQuery = z.strictObject({
  sku: skuList.optional(),
  ...pageQuery,
});

const row = z
  .strictObject({
    sku,
    onHand: z.int('must be a whole number').min(0).max(MOST_ON_HAND).optional(),
    delta: z.int('must be a whole number').min(-MOST_ON_HAND).max(MOST_ON_HAND).optional(),
    reason: textOf(255).optional(),
  })
  .transform(({ onHand, delta, ...rest }, context) => {
    if (onHand !== undefined && delta === undefined) return { ...rest, onHand };
    if (delta !== undefined && onHand === undefined) return { ...rest, delta };
    context.addIssue({ code: 'custom', message: 'must have either onHand or delta' });
    return z.NEVER;
  });

export const stockBody = z
  .array(row)
  .min(1, 'must have a row at least')
  .max(MOST_ROWS, `must have at most ${MOST_ROWS} rows`)
  .superRefine((rows, context) => {
    const seen = new Set<string>();
    rows.forEach((current, index) => {
      if (seen.has(current.sku)) {
        context.addIssue({ code: 'custom', path: [index, 'sku'], message: 'stands in two rows' });
      }
      seen.add(current.sku);
    });
  });
