import { statement } from '../../../kernel/server/contract';

/**
 * Moves the time of the last change. Strapi takes a draft for modified when it is newer than what is
 * published: a draft that was so stays so, by a second, and one that was not does not become it.
 */
export const touchProduct = statement<[documentId: string], never>(
  'media.touch_product',
  `UPDATE products touched
      SET updated_at = CASE
            WHEN touched.published_at IS NOT NULL AND EXISTS (
              SELECT FROM products draft
               WHERE draft.document_id = $1 AND draft.published_at IS NULL
                 AND draft.updated_at > touched.updated_at + interval '500 milliseconds')
            THEN now() - interval '1 second'
            ELSE now()
          END
    WHERE touched.document_id = $1`,
);
