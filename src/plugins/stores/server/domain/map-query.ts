import { z } from 'zod';

const EDGES = ['west', 'south', 'east', 'north'] as const;
const FURTHEST = { west: 180, south: 90, east: 180, north: 90 };
const DEEPEST_ZOOM = 20;

const once: z.core.$ZodErrorMap = ({ input }) =>
  input === undefined ? 'is missing' : 'must be given once';

/** The part of a map that is shown, `west,south,east,north` in degrees. West of the antimeridian and east of it may be one box. */
const box = z.string({ error: once }).transform((text, context) => {
  const parts = text.split(',');
  const numbers = parts.map((part) => (/^\s*-?\d+(\.\d+)?\s*$/.test(part) ? Number(part) : NaN));
  const edges = Object.fromEntries(EDGES.map((edge, turn) => [edge, numbers[turn] ?? NaN]));
  const { west = NaN, south = NaN, east = NaN, north = NaN } = edges;
  const inside = EDGES.every((edge) => Math.abs(edges[edge] ?? NaN) <= FURTHEST[edge]);
  if (parts.length === EDGES.length && inside && south <= north) {
    return { west, south, east, north };
  }
  context.addIssue({
    code: 'custom',
    message: 'must be west,south,east,north in degrees, south not above north',
  });
  return z.NEVER;
});

/** The query of `GET /api/stores/clusters`. */
export const mapQuery = z.strictObject({
  bbox: box,
  zoom: z
    .string({ error: once })
    .regex(/^\d{1,2}$/, 'must be a whole number')
    .transform(Number)
    .pipe(z.number().max(DEEPEST_ZOOM, `must be at most ${DEEPEST_ZOOM}`)),
});
