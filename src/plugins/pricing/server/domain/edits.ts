import { z } from 'zod';
import { textOf } from '../../../kernel/server/contract';
import { LONGEST_CODE, normaliseCode } from './coupon';

const MOST_ENTRIES = 500;
const MOST_DECIMALS = 10_000;

const listOf = (entry: z.ZodType<string>) =>
  z.array(entry, 'must be a list').max(MOST_ENTRIES).nullable().optional();

const countries = listOf(
  z
    .string()
    .trim()
    .toUpperCase()
    .regex(/^[A-Z]{2}$/, 'must be two letters of ISO 3166-1'),
);

const area = { countries, regions: listOf(textOf(255)), postalPrefixes: listOf(textOf(32)) };

const rate = z
  .number()
  .refine(
    (percent) => Math.abs(percent * MOST_DECIMALS - Math.round(percent * MOST_DECIMALS)) < 1e-6,
    {
      message: 'must have at most four decimals',
    },
  );

/** A figure that staff may leave empty. */
const countUpTo = (most: number) =>
  z
    .number('must be a whole number, or empty')
    .int('must be a whole number, or empty')
    .min(1, 'must be at least 1, or empty')
    .max(most, `must be at most ${most}`)
    .nullish();

/**
 * What staff write into the rules of pricing, as far as it is checked beyond Strapi's own types, by
 * content type. What was typed in another spelling comes out as it is compared.
 */
export const editSchemas: Readonly<Record<string, z.ZodType<Record<string, unknown>>>> = {
  'api::tax-rate.tax-rate': z.looseObject({ ...area, rate: rate.optional() }),
  'api::shipping-zone.shipping-zone': z.looseObject(area),
  'api::shipping-method.shipping-method': z.looseObject({
    code: z
      .string()
      .refine((code) => code !== 'pickup', { message: 'is what picking up at a store is called' })
      .optional(),
  }),
  'api::shop-settings.shop-settings': z
    .looseObject({
      holdMinutes: countUpTo(24 * 60),
      holdCeilingMinutes: countUpTo(7 * 24 * 60),
      mostLinesPerCart: countUpTo(500),
      mostUnitsPerSku: countUpTo(1_000_000),
      mostUnitsPerSkuAndAddress: countUpTo(1_000_000),
      mostLinesPerAddress: countUpTo(1_000_000),
      roundTotalTo: countUpTo(100_000),
      currencies: listOf(
        z
          .string()
          .trim()
          .toUpperCase()
          .regex(/^[A-Z]{3}$/, 'must be three letters of ISO 4217'),
      ),
    })
    .refine(
      ({ holdMinutes, holdCeilingMinutes }) =>
        (holdCeilingMinutes ?? Infinity) >= (holdMinutes ?? 0),
      { path: ['holdCeilingMinutes'], message: 'must not be less than holdMinutes, or empty' },
    ),
  'api::coupon.coupon': z.looseObject({
    code: textOf(LONGEST_CODE).transform(normaliseCode).optional(),
  }),
};
