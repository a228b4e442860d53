import { z } from 'zod';

const once: z.core.$ZodErrorMap = ({ input }) =>
  input === undefined ? 'is missing' : 'must be given once';

/** A number in a query string, as people and programs write them. */
export const numberInQuery = z
  .string({ error: once })
  .regex(/^[+-]?(\d{1,20}(\.\d*)?|\.\d+)(e[+-]?\d{1,3})?$/i, 'must be a number')
  .transform(Number);

const between = (least: number, most: number) =>
  numberInQuery.pipe(
    z.number().min(least, `must be at least ${least}`).max(most, `must be at most ${most}`),
  );

/** A place in a query string, in degrees. */
export const placeInQuery = { latitude: between(-90, 90), longitude: between(-180, 180) };
