import { statement } from '../../../kernel/server/contract';
import type { VariantRow } from '../domain/catalog-rows';

/** The variants that have one of the SKUs or belong to one of the products. */
export const findVariants = statement<[skus: string[], productDocumentIds: string[]], VariantRow>(
  'catalog.find_variants',
  `SELECT v.id, v.document_id, v.sku, v.title, v.options, v.price, v.original_price, v.cost_price, v.barcode,
          v.weight, v.allow_backorder, v.active, v.position,
          (SELECT file_id FROM files_related_mph
            WHERE related_id = v.id AND related_type = 'api::variant.variant' AND field = 'image'
            LIMIT 1) AS image_id,
          p.document_id AS product_document_id, p.slug AS product_slug
     FROM variants v
     LEFT JOIN (variants_product_lnk link
                JOIN products p ON p.id = link.product_id AND p.published_at IS NULL)
            ON link.variant_id = v.id
    WHERE v.id IN (
            SELECT id FROM variants WHERE sku = ANY ($1)
             UNION
            SELECT link.variant_id
              FROM products p
              JOIN variants_product_lnk link ON link.product_id = p.id
             WHERE p.document_id = ANY ($2))
    ORDER BY v.id`,
);
