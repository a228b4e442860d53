/**
 * Joins the product of `variant`: the published row where there is one, else the draft, so that a
 * line whose product was taken back still has a name. Strapi links a variant to rows of either kind,
 * hence the way over the document id.
 */
export const productOfVariant = `
    LEFT JOIN LATERAL (
      SELECT product.document_id, product.name, product.tax_class,
             product.published_at IS NOT NULL AS published
        FROM variants_product_lnk link
        JOIN products linked ON linked.id = link.product_id
        JOIN products product ON product.document_id = linked.document_id
       WHERE link.variant_id = variant.id
       ORDER BY product.published_at IS NOT NULL DESC
       LIMIT 1
    ) product ON true`;

/**
 * The price of `variant` in a currency, as an expression; NULL where it has none in it. Amounts are
 * never converted.
 *
 * @param currency SQL of the currency wanted
 * @param shopCurrency SQL of the currency that a variant's own price is in
 */
const priceOfVariant = (currency: string, shopCurrency: string): string => `
         CASE WHEN ${currency} = ${shopCurrency} THEN variant.price
              ELSE (SELECT other.price
                      FROM variants_cmps part
                      JOIN components_catalog_prices other ON other.id = part.cmp_id
                     WHERE part.entity_id = variant.id AND part.field = 'prices'
                       AND part.component_type = 'catalog.price' AND other.currency = ${currency}
                     ORDER BY part."order"
                     LIMIT 1)
         END`;

/**
 * The columns of a `VariantRow`, of `variant` and `product`.
 *
 * @param currency SQL of the currency wanted
 * @param shopCurrency SQL of the currency that a variant's own price is in
 */
export const variantColumns = (currency: string, shopCurrency: string): string => `
         variant.id AS variant_id, variant.sku, variant.title AS variant_title,
         coalesce(product.name, variant.title) AS name,
         coalesce(product.document_id, '') AS product_document_id,
         variant.active AND coalesce(product.published, false) AS for_sale,
         coalesce(variant.weight, 0) AS weight, coalesce(product.tax_class, 'standard') AS tax_class,
         ${priceOfVariant(currency, shopCurrency)} AS unit_price`;

/**
 * Whether `store` serves shoppers in the way that a cart wants, as a condition.
 *
 * @param deliveryType SQL of the cart's delivery type, NULL where it is not known yet
 */
export const servesCart = (deliveryType: string): string =>
  `CASE ${deliveryType} WHEN 'pickup' THEN store.pickup
                        WHEN 'delivery' THEN store.delivery
                        ELSE true END`;
