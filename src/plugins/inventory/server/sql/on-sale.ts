/**
 * The text shared by the statements that ask whether `variant` is one that the public may know of: an
 * active variant of a published product.
 */
export const onSale = `
          variant.active AND EXISTS (
            SELECT FROM variants_product_lnk link
              JOIN products product ON product.id = link.product_id
             WHERE link.variant_id = variant.id AND product.published_at IS NOT NULL)`;
