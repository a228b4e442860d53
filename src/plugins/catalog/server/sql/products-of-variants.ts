import { statement } from '../../../kernel/server/contract';

/** The products that variants belong to. */
export const productsOfVariants = statement<
  [variantDocumentIds: string[]],
  { document_id: string }
>(
  'catalog.products_of_variants',
  `SELECT DISTINCT p.document_id
     FROM variants v
     JOIN variants_product_lnk link ON link.variant_id = v.id
     JOIN products p ON p.id = link.product_id
    WHERE v.document_id = ANY ($1)`,
);
