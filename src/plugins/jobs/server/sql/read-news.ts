import { statement } from '../../../kernel/server/contract';

/** A row of the outbox. */
export interface EventRow {
  id: number;
  event: string;
  version: number;
  subject: string;
  payload: unknown;
  created_at: Date;
  correlation: string | null;
}

/** An event, or none, and where the look ends. */
export type NewsRow = { upto: string } & (EventRow | { id: null });

/**
 * The events that were committed since an earlier look: those that this statement sees and the snapshot
 * of that look (`since`) did not. So what takes a lower id and commits later is found, and what is
 * still open holds nothing up. Without `since` there are none, only the snapshot to begin with.
 *
 * @param upTo the snapshot of the first page, for the pages after it
 * @param after the last id of the page before
 * @param events those that are wanted; null for all
 * @returns one row for each event, or one without an event where there is none
 */
export const readNews = statement<
  [since: string | null, upTo: string | null, after: number, most: number, events: string[] | null],
  NewsRow
>(
  'jobs.read_news',
  `SELECT look.upto, news.*
     FROM (SELECT coalesce($2::pg_snapshot, pg_current_snapshot()) AS upto) AS look
     LEFT JOIN LATERAL (
       SELECT id, event, version, subject, payload, created_at, correlation
         FROM outbox
        WHERE xid >= pg_snapshot_xmin($1::pg_snapshot)
          AND NOT pg_visible_in_snapshot(xid, $1::pg_snapshot)
          AND ($2::pg_snapshot IS NULL OR pg_visible_in_snapshot(xid, $2::pg_snapshot))
          AND id > $3
          AND ($5::text[] IS NULL OR event = ANY ($5))
        ORDER BY id
        LIMIT $4) AS news ON true
    ORDER BY news.id`,
);
