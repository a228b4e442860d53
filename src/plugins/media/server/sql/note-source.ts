import { statement } from '../../../kernel/server/contract';

/**
 * Keeps with a fetched picture where it came from, and tells the products that show it. An export
 * names that address, and an import of it finds the picture again.
 */
export const noteSource = statement<[id: number, source: string], { document_id: string }>(
  'media.note_source',
  `WITH file AS (
     UPDATE files
        SET provider_metadata = coalesce(provider_metadata, '{}') || jsonb_build_object('source', $2::text)
      WHERE id = $1
     RETURNING id)
   SELECT DISTINCT product.document_id
     FROM file
     JOIN files_related_mph place ON place.file_id = file.id
      AND place.related_type = 'api::product.product' AND place.field = 'images'
     JOIN products product ON product.id = place.related_id
    WHERE product.published_at IS NOT NULL
    ORDER BY 1`,
);
