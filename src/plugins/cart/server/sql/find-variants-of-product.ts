import { statement } from '../../../kernel/server/contract';

export interface VariantChoice {
  sku: string;
  title: string;
  options: Record<string, string> | null;
}

/** The active variants of a published product, found by its document id or slug. */
export const findVariantsOfProduct = statement<[product: string], VariantChoice>(
  'cart.find_variants_of_product',
  `SELECT DISTINCT ON (variant.position, variant.id) variant.sku, variant.title, variant.options
     FROM products published
     JOIN products linked ON linked.document_id = published.document_id
     JOIN variants_product_lnk link ON link.product_id = linked.id
     JOIN variants variant ON variant.id = link.variant_id
    WHERE (published.document_id = $1 OR published.slug = $1)
      AND published.published_at IS NOT NULL AND variant.active
    ORDER BY variant.position, variant.id`,
);
