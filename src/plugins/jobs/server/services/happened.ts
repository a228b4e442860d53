import type { EventRow } from '../sql/read-news';
import type { Happened } from './registry';

/** A row of the outbox as those are told who listen. Its payload is what `publish` was given. */
export function happened(row: EventRow): Happened {
  return {
    id: row.id,
    event: row.event,
    version: row.version,
    subject: row.subject,
    payload: row.payload,
    happenedAt: row.created_at,
    correlationId: row.correlation ?? undefined,
  } as Happened;
}
