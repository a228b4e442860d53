import { z } from 'zod';
import { pageQuery, textOf } from '../../../kernel/server/contract';
import type { End } from '../domain/period';

/** A day, or a moment, of a time that PostgreSQL and JavaScript both know. */
const end = z
  .union([z.iso.date(), z.iso.datetime({ offset: true })], {
    error: 'must be a date (2026-01-31) or a time (2026-01-31T12:00:00Z)',
  })
  .refine((text) => text >= '1970' && text < '3000', 'must be between 1970 and 3000')
  .transform((text): End => (text.length === 10 ? { day: text } : { moment: new Date(text) }))
  .optional();

/** By name only: an offset means the opposite to PostgreSQL. */
const timeZone = z
  .string()
  .max(64)
  .regex(/^[a-z]/i, 'must be a time zone such as Africa/Nairobi')
  .refine(isKnown, 'must be a time zone such as Africa/Nairobi');

const figures = {
  from: end,
  to: end,
  timeZone: timeZone.default('UTC'),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/, 'must be a currency such as KES')
    .optional(),
  storeId: textOf(64).optional(),
};

export const figuresQuery = z.strictObject(figures);

export const salesQuery = z.strictObject({
  ...figures,
  interval: z.enum(['day', 'week', 'month']).default('day'),
});

export const productsQuery = z.strictObject({
  ...figures,
  ...pageQuery,
  sort: z.enum(['revenue', 'quantity']).default('revenue'),
});

export const customersQuery = z.strictObject({ ...figures, ...pageQuery });

function isKnown(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
