import { statement } from '../../../kernel/server/contract';

/**
 * Takes the oldest notes of what changed out of the queue, with all others of the same products; those
 * of an import only where there are no others, so that an editor's product has a batch of its own. None
 * while another process is at it: its transaction ends with the notes worked, or with all of them back.
 * They are looked up by a list: joined, each batch would read the whole queue.
 */
export const takeChanges = statement<[limit: number, lock: number], { document_id: string }>(
  'search.take_changes',
  `WITH taken AS (
     DELETE FROM search_changes
      WHERE document_id = ANY (ARRAY(
              SELECT document_id FROM search_changes
               WHERE (SELECT pg_try_advisory_xact_lock($2))
                 AND bulk = (SELECT bulk FROM search_changes ORDER BY bulk LIMIT 1)
               ORDER BY id LIMIT $1))
     RETURNING document_id)
   SELECT DISTINCT document_id FROM taken`,
);
