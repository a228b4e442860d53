import { newDocumentId } from '../../../kernel/server/contract';
import { headlineOf, type HistoryEntry } from '../domain/history';

/** A row of history as it is written; the statement adds its order and the time. */
export interface HistoryRow extends Omit<HistoryEntry, 'by'> {
  documentId: string;
  actor: string;
  actorId: string | null;
  actorName: string | null;
  headline: string;
}

/** An entry of the history as it is written. */
export function historyRow({ by, ...entry }: HistoryEntry): HistoryRow {
  return {
    ...entry,
    documentId: newDocumentId(),
    actor: by.kind,
    actorId: by.id,
    actorName: by.name,
    headline: headlineOf({ ...entry, by }),
  };
}

/** The shape of {@link HistoryRow} in JSON, for `jsonb_to_record` and `jsonb_to_recordset`. */
export const historyShape = `
  "documentId" text, kind text, "from" text, "to" text, actor text, "actorId" text,
  "actorName" text, change text, note text, internal boolean, headline text`;

/** Where it goes in `order_histories`, and what goes there from a row `told`. */
export const historyColumns = `
  document_id, kind, "from", "to", at, actor, actor_id, actor_name, change, note, internal, summary,
  created_at, updated_at, published_at`;
export const historyValues = `
  told."documentId", told.kind, told."from", told."to", now(), told.actor, told."actorId",
  told."actorName", told.change, told.note, told.internal,
  left(to_char(now(), 'YYYY-MM-DD HH24:MI ') || told.headline, 255), now(), now(), now()`;
