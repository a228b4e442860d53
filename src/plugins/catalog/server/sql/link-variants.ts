import { statement } from '../../../kernel/server/contract';

/** Puts variants behind the others of their products, the draft's row and the published one. */
export const linkVariants = statement<[variantIds: number[], productDocumentIds: string[]], never>(
  'catalog.link_variants',
  `INSERT INTO variants_product_lnk (variant_id, product_id, variant_ord)
   SELECT given.variant_id, p.id,
          row_number() OVER (PARTITION BY p.id ORDER BY given.turn) + (
            SELECT coalesce(max(variant_ord), 0) FROM variants_product_lnk WHERE product_id = p.id)
     FROM unnest($1::int[], $2::text[]) WITH ORDINALITY
          AS given (variant_id, document_id, turn)
     JOIN products p ON p.document_id = given.document_id
    ORDER BY given.turn, p.id
   ON CONFLICT (variant_id, product_id) DO NOTHING`,
);
