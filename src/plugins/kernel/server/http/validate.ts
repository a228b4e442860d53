import { z } from 'zod';
import { invalid, type FieldFault } from '../domain/errors';

/**
 * Checks a body, query or path parameter.
 *
 * @returns the value as the schema makes it
 * @throws Refusal VALIDATION_FAILED (400) naming each wrong path
 */
export function validate<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
): z.output<Schema> {
  const result = schema.safeParse(value, { error: inOurWords });
  if (result.success) return result.data;
  throw invalid(result.error.issues.flatMap(faultsOf));
}

/** The kinds of values as callers know them, by zod's names. */
const KINDS: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
};

/** What is wrong where a schema does not say so itself; undefined leaves it to zod. */
function inOurWords(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.code === 'invalid_value') return `must be one of ${issue.values.join(', ')}`;
  if (issue.code !== 'invalid_type') return undefined;
  if (issue.input === undefined) return 'is required';
  const kind = KINDS[issue.expected];
  return kind === undefined ? undefined : `must be ${kind}`;
}

/** What one issue says; a field that is not known is named by its own path. */
function faultsOf(issue: z.core.$ZodIssue): FieldFault[] {
  const path = issue.path.map(String);
  if (issue.code !== 'unrecognized_keys') return [{ path, message: issue.message }];
  return issue.keys.map((key) => ({ path: [...path, key], message: 'is not known here' }));
}

const bounded = (most: number) =>
  z
    .string()
    .trim()
    .max(most, `must have at most ${most} characters`)
    .refine((value) => !value.includes('\u0000'), { message: 'must not contain NUL' });

/**
 * A text from outside: trimmed, bounded and without NUL, which PostgreSQL's `text` cannot hold.
 *
 * @param most characters at most
 */
export const textOf = (most: number) => bounded(most).min(1, 'must not be empty');

/** Such a text that may be left out; an empty one is none, for that is how forms leave it out. */
export const optionalTextOf = (most: number) =>
  bounded(most)
    .transform((text) => (text === '' ? null : text))
    .nullish();

/** A positive whole number in a query string, such as `page`. */
export const wholeNumberInQuery = (least: number, most: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/, 'must be a whole number')
    .transform(Number)
    .pipe(z.number().min(least, `must be at least ${least}`).max(most, `must be at most ${most}`));
