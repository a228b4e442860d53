import { z } from 'zod';
import { textOf, wholeNumberInQuery } from '../../../kernel/server/contract';
import { MOST_STORES, numberInQuery, placeInQuery } from '../../../stores/server/contract';

const once: z.core.$ZodErrorMap = ({ input }) =>
  input === undefined ? 'is missing' : 'must be given once';

const MOST_KILOMETRES = 500;
const MOST_SERVICES = 20;
const MOST_QUANTITY = 1_000_000;

const services = z
  .string({ error: once })
  .max(2_000, 'must have at most 2000 characters')
  .refine((text) => !text.includes('\u0000'), 'must not contain NUL')
  .transform((text) => text.split(',').map((service) => service.trim()))
  .refine((names) => !names.includes(''), 'must be names of services, separated by commas')
  .refine((names) => names.length <= MOST_SERVICES, `must name at most ${MOST_SERVICES} services`);

/** The query of `GET /api/stores/nearby`; the radius is in kilometres. */
export const nearbyQuery = z
  .strictObject({
    ...placeInQuery,
    radius: numberInQuery
      .pipe(
        z
          .number()
          .gt(0, 'must be more than 0')
          .max(MOST_KILOMETRES, `must be at most ${MOST_KILOMETRES} kilometres`),
      )
      .default(10),
    limit: z.string({ error: once }).pipe(wholeNumberInQuery(1, MOST_STORES)).default(20),
    services: services.default([]),
    sku: z.string({ error: once }).pipe(textOf(100)).optional(),
    quantity: z.string({ error: once }).pipe(wholeNumberInQuery(1, MOST_QUANTITY)).optional(),
  })
  .refine(({ sku, quantity }) => sku !== undefined || quantity === undefined, {
    path: ['quantity'],
    message: 'is of use with sku only',
  });
