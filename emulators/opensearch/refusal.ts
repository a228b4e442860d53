import { Refused, type Reply } from '../lib/http';

/** An error as OpenSearch words it. */
export const refusal = (status: number, type: string, reason: string): Reply => ({
  status,
  body: { error: { type, reason, root_cause: [{ type, reason }] }, status },
});

/** Refuses what OpenSearch could not read. */
export function unreadable(reason: string): never {
  throw new Refused(refusal(400, 'parsing_exception', reason));
}

export type Body = Record<string, unknown>;

/** A part of a request that must be an object with no keys but these. */
export function partOf(value: unknown, what: string, known: readonly string[]): Body {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return unreadable(`[${what}] must be an object`);
  }
  const strange = Object.keys(value).find((key) => !known.includes(key));
  if (strange !== undefined) return unreadable(`[${what}] does not support [${strange}]`);
  return value as Body;
}

/** The one key of an object, with what stands under it: a query's kind, or a field. */
export function onlyEntry(value: unknown, what: string): [string, unknown] {
  const entries = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  const [entry] = entries;
  if (entry === undefined || entries.length > 1) {
    return unreadable(`[${what}] must have exactly one key`);
  }
  return entry;
}

export const listOf = (value: unknown): unknown[] => (value === undefined ? [] : [value].flat());
