import { z } from 'zod';
import { textOf, wholeNumberInQuery } from '../../../kernel/server/contract';
import { MOST_STORES, numberInQuery, placeInQuery } from '../../../stores/server/contract';
import { skuList } from './requests';

const once: z.core.$ZodErrorMap = ({ input }) =>
  input === undefined ? 'is missing' : 'must be given once';

const MOST_KILOMETRES = 500;
const MOST_SERVICES = 20;
const MOST_QUANTITY = 1_000_000;
/** Stores that a list of SKUs is shown of. */
const MOST_WITH_GOODS = 100;

const services = z
  .string({ error: once })
  .max(2_000, 'must have at most 2000 characters')
  .refine((text) => !text.includes('\u0000'), 'must not contain NUL')
  .transform((text) => text.split(',').map((service) => service.trim()))
  .refine((names) => !names.includes(''), 'must be names of services, separated by commas')
  .refine((names) => names.length <= MOST_SERVICES, `must name at most ${MOST_SERVICES} services`);

const radius = numberInQuery.pipe(
  z
    .number()
    .gt(0, 'must be more than 0')
    .max(MOST_KILOMETRES, `must be at most ${MOST_KILOMETRES} kilometres`),
);
const limit = (most: number) =>
  z.string({ error: once }).pipe(wholeNumberInQuery(1, most)).default(20);
const quantity = z.string({ error: once }).pipe(wholeNumberInQuery(1, MOST_QUANTITY));

const place = {
  latitude: placeInQuery.latitude.optional(),
  longitude: placeInQuery.longitude.optional(),
};

/** One without the other is no place, and without words there must be one. */
function requirePlace(
  query: { latitude?: number | undefined; longitude?: number | undefined; q?: string | undefined },
  context: z.RefinementCtx,
  optional: boolean,
): void {
  const { latitude, longitude } = query;
  if (optional && latitude === undefined && longitude === undefined) return;
  for (const name of ['latitude', 'longitude'] as const) {
    if (query[name] === undefined) {
      context.addIssue({ code: 'custom', path: [name], message: 'is missing' });
    }
  }
}

/**
 * The query of `GET /api/stores/nearby`, by place, by words of the name and address, or by both; the
 * radius is in kilometres, 10 unless told, and 500 with words.
 */
export const nearbyQuery = z
  .strictObject({
    ...place,
    q: z.string({ error: once }).pipe(textOf(100)).optional(),
    radius: radius.optional(),
    limit: limit(MOST_STORES),
    services: services.default([]),
    sku: z.string({ error: once }).pipe(textOf(100)).optional(),
    quantity: quantity.optional(),
  })
  .superRefine((query, context) => requirePlace(query, context, query.q !== undefined))
  .refine(({ sku, quantity }) => sku !== undefined || quantity === undefined, {
    path: ['quantity'],
    message: 'is of use with sku only',
  });

/** The query of `GET /api/stores/availability`: a list of SKUs, and where the shopper is. */
export const listQuery = z
  .strictObject({
    sku: skuList,
    quantity: quantity.default(1),
    ...place,
    radius: radius.default(MOST_KILOMETRES),
    limit: limit(MOST_WITH_GOODS),
  })
  .superRefine((query, context) => requirePlace(query, context, true));
