import { statement } from '../../../kernel/server/contract';

/** Gives variants another picture; null for none. */
export const setVariantImages = statement<
  [variantIds: number[], fileIds: (number | null)[]],
  never
>(
  'catalog.set_variant_images',
  `WITH wanted AS (
     SELECT variant_id, file_id, turn
       FROM unnest($1::int[], $2::int[]) WITH ORDINALITY AS given (variant_id, file_id, turn)),
   gone AS (
     DELETE FROM files_related_mph
      WHERE related_type = 'api::variant.variant' AND field = 'image'
        AND related_id IN (SELECT variant_id FROM wanted))
   INSERT INTO files_related_mph (file_id, related_id, related_type, field, "order")
   SELECT file_id, variant_id, 'api::variant.variant', 'image', 1
     FROM wanted
    WHERE file_id IS NOT NULL
    ORDER BY turn`,
);
