import { LARGEST_ROW_ID } from './document-data';

/** What a document's data says about a relation to one other document. */
export type Reference =
  /** Nothing: the relation stays as it is. */
  | { kind: 'unchanged' }
  | { kind: 'cleared' }
  | { kind: 'row'; id: number }
  | { kind: 'document'; documentId: string }
  | { kind: 'malformed' };

/**
 * Reads every form in which Strapi takes a relation to one document: an id, a document id, an object
 * with either, a list of one, `{ set }`, and `{ connect, disconnect }` as the admin panel sends it.
 * Of several, the last counts, as Strapi's own relations have it.
 */
export function readReference(value: unknown): Reference {
  if (value === undefined) return { kind: 'unchanged' };
  if (value === null) return { kind: 'cleared' };
  if (typeof value === 'number') {
    const isRow = Number.isInteger(value) && Math.abs(value) <= LARGEST_ROW_ID;
    return isRow ? { kind: 'row', id: value } : { kind: 'malformed' };
  }
  if (typeof value === 'string') return { kind: 'document', documentId: value };
  if (Array.isArray(value)) {
    return value.length === 0 ? { kind: 'cleared' } : readReference(value.at(-1) ?? null);
  }
  if (typeof value !== 'object') return { kind: 'malformed' };
  if ('set' in value) return readReference(value.set ?? null);
  if ('connect' in value || 'disconnect' in value) return readChange(value);
  if ('documentId' in value) return readReference(value.documentId);
  if ('id' in value) return readReference(value.id);
  return { kind: 'malformed' };
}

function readChange(change: { connect?: unknown; disconnect?: unknown }): Reference {
  const isNone = (side: unknown) =>
    side === undefined || side === null || (Array.isArray(side) && side.length === 0);
  if (!isNone(change.connect)) return readReference(change.connect);
  return isNone(change.disconnect) ? { kind: 'unchanged' } : { kind: 'cleared' };
}
