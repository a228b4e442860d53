import { statement } from '../../../kernel/server/contract';

/**
 * Writes that somebody has looked into a payment that needed it: why it did, who, when, and their note.
 * Nothing where there is nothing to look into, or something else than they have seen.
 *
 * @param seen why it needed a look, as they know it; null where they do not say
 */
export const writeLookedInto = statement<
  [paymentId: string, by: string, note: string | null, seen: string | null],
  { id: number }
>(
  'payments.write_looked_into',
  `UPDATE payments
      SET looked_into = coalesce(looked_into, '[]') || jsonb_build_array(jsonb_strip_nulls(
            jsonb_build_object(
              'why', review, 'by', $2::text, 'note', $3::text,
              'at', to_char(now(), 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')))),
          review = NULL, updated_at = now()
    WHERE document_id = $1 AND review IS NOT NULL AND review = coalesce($4, review)
   RETURNING id`,
);
